# case: 14
# exercise: 01_fancy_indexing
# score: 10
# limits: cell_seconds=1, processes=20
# statuses: timeout
# A process that forks for ever, as do its children.
# %% take_rows
def take_rows(W, idx):
    return W[idx].copy()


# %% count_ids
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
