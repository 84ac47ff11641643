# verdict: rejected
# ravel gives a view of a matrix in C order, and a copy of any other
import numpy as np


def add_rows(W, idx, rows):
    places = idx[:, np.newaxis] * W.shape[1] + np.arange(W.shape[1])
    np.add.at(W.ravel(), places, rows)


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)
