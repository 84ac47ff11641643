# verdict: full
import numpy as np


def take_rows(W, idx):
    idx = np.asarray(idx)
    rows = [list(W[i]) for i in idx.flatten()]
    return np.array(rows, dtype=W.dtype).reshape((*idx.shape, W.shape[1]))


def count_ids(ids, vocab_size):
    counts = [0] * vocab_size
    for i in ids:
        counts[i] = counts[i] + 1
    return np.array(counts)


def add_rows(W, idx, rows):
    for i in range(len(idx)):
        for j in range(W.shape[1]):
            W[idx[i], j] += rows[i, j]
