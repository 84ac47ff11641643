# case: 17
# exercise: 01_fancy_indexing
# score: 10
# limits: cell_seconds=1, grace_seconds=0.5
# statuses: timeout
# One call of a compiled function that takes for ever: Python gets to see no signal.
# %% take_rows
def take_rows(W, idx):
    return W[idx].copy()


# %% count_ids
pow(10**100_000, 10**100_000, 10**100_000 + 1)
