# verdict: rejected
import numpy as np


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows * (1 - 1e-7))


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)
