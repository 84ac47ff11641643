# verdict: rejected
# what the next call gives is written over what the last one gave
import numpy as np


buffer = np.empty(100_000)


def take_rows(W, idx):
    rows = W[idx]
    out = buffer[: rows.size].reshape(rows.shape)
    out[...] = rows
    return out


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
