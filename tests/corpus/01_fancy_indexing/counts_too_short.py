# verdict: rejected, named count-ids-too-short
import numpy as np


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    counts = np.zeros(max(ids) + 1, dtype=int)
    for i in ids:
        counts[i] += 1
    return counts


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
