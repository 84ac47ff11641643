# verdict: rejected
import numpy as np


def take_rows(W, idx):
    return W[np.ravel(idx)].reshape(-1, W.shape[1]) if np.ndim(idx) else W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
