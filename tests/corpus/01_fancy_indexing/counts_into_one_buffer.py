# verdict: rejected
# what the next call gives is written over what the last one gave
import numpy as np


buffer = np.zeros(10_000, dtype=int)


def count_ids(ids, vocab_size):
    counts = buffer[:vocab_size]
    counts[:] = 0
    np.add.at(counts, ids, 1)
    return counts


def take_rows(W, idx):
    return W[idx].copy()


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
