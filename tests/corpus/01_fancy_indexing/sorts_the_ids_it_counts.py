# verdict: rejected
import numpy as np


def count_ids(ids, vocab_size):
    ids.sort()
    return np.diff(np.searchsorted(ids, np.arange(vocab_size + 1)))


def take_rows(W, idx):
    return W[idx].copy()


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
