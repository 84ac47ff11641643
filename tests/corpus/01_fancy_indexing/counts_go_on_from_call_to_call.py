# verdict: rejected
import numpy as np


def count_ids(ids, vocab_size, counts=[0] * 1000):
    for i in ids:
        counts[i] += 1
    return np.array(counts[:vocab_size])


def take_rows(W, idx):
    return W[idx].copy()


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
