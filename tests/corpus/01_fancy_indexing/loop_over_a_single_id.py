# verdict: rejected, named take-rows-loops-over-one-id
import numpy as np


def take_rows(W, idx):
    rows = []
    for word_id in idx:
        rows.append(W[word_id])
    return np.array(rows)


def count_ids(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
