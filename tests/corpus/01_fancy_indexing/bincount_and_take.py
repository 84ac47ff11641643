# verdict: full
import numpy as np


def take_rows(W: np.ndarray, idx, *, axis=0) -> np.ndarray:
    return np.take(W, idx, axis=axis)


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    for column in range(W.shape[1]):
        W[:, column] += np.bincount(idx, weights=rows[:, column], minlength=len(W))
    return W
