# verdict: rejected
# W is right, but rows is changed where an id repeats
import numpy as np


def add_rows(W, idx, rows):
    last = {}
    for i, word_id in enumerate(idx.tolist()):
        if word_id in last:
            rows[i] += rows[last[word_id]]
        last[word_id] = i
    for word_id, i in last.items():
        W[word_id] += rows[i]


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)
