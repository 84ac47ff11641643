# verdict: rejected
import numpy as np


def add_rows(W, idx, rows):
    _, first = np.unique(idx, return_index=True)
    again = np.setdiff1d(np.arange(len(idx)), first)
    W[idx[first]] += rows[first]
    W[idx[again]] += rows[again]


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)
