# verdict: rejected
import numpy as np


def count_ids(ids, vocab_size):
    starts = np.flatnonzero(np.diff(ids, prepend=-1))
    counts = np.zeros(vocab_size, dtype=int)
    counts[ids[starts]] = np.diff(starts, append=len(ids))
    return counts


def take_rows(W, idx):
    return W[idx].copy()


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
