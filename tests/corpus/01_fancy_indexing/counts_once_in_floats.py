# verdict: rejected, named count-ids-counts-once
import numpy as np


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    counts = np.zeros(vocab_size)
    counts[ids] += 1
    return counts


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
