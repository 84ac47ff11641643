# verdict: rejected
import numpy as np


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size).astype(np.uint8)


def take_rows(W, idx):
    return W[idx].copy()


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
