# case: 19
# exercise: 01_fancy_indexing
# score: 10
# statuses: died
# A segmentation fault in an answer, while it is checked.
# %% take_rows
def take_rows(W, idx):
    return W[idx].copy()


# %% count_ids
import ctypes


def count_ids(ids, vocab_size):
    ctypes.string_at(0)
