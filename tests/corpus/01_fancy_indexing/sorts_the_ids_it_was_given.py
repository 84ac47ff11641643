# verdict: rejected
import numpy as np


def take_rows(W, idx):
    if np.ndim(idx) == 0:
        return W[idx].copy()
    before = idx.copy()
    idx.sort()
    return W[before]


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
