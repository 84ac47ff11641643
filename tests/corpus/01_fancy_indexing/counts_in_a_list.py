# verdict: rejected
import numpy as np


def count_ids(ids, vocab_size):
    return [int((ids == word_id).sum()) for word_id in range(vocab_size)]


def take_rows(W, idx):
    return W[idx].copy()


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
