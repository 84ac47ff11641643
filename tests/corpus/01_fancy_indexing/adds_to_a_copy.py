# verdict: rejected, named add-rows-not-in-place
import numpy as np


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    picked = W[idx]
    picked += rows
    return picked
