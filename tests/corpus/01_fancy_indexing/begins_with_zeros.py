# verdict: rejected
import numpy as np


def add_rows(W, idx, rows):
    W[...] = 0
    np.add.at(W, idx, rows)


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)
