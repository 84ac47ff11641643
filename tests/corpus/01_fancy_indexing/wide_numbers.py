# verdict: full
import numpy as np


def take_rows(W, idx):
    return np.array(W[idx], dtype=np.longdouble)


def count_ids(ids, vocab_size):
    order = np.sort(ids)
    edges = np.searchsorted(order, np.arange(vocab_size + 1))
    return np.diff(edges)


def add_rows(W, idx, rows):
    total = np.zeros(W.shape, dtype=np.longdouble)
    np.add.at(total, idx, rows)
    W[...] = W + total
