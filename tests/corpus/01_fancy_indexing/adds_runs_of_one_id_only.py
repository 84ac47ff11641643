# verdict: rejected
# ids that repeat are added up only where they stand side by side
import numpy as np


def add_rows(W, idx, rows):
    starts = np.flatnonzero(np.diff(idx, prepend=-1))
    W[idx[starts]] += np.add.reduceat(rows, starts, axis=0)


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)
