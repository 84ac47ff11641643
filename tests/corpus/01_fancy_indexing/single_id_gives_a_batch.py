# verdict: rejected
import numpy as np


def take_rows(W, idx):
    return W[np.atleast_1d(idx)]


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
