# verdict: rejected
import numpy as np


def take_rows(W, idx):
    if np.ndim(idx) == 1 and (np.diff(idx) == 1).all() and len(idx) > 1:
        return W[idx[0] : idx[-1] + 1]
    return np.array(W[idx])


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
