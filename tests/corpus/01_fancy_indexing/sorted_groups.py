# verdict: full
from collections import Counter

import numpy as np


def take_rows(W, idx):
    return np.array(W[idx])


def count_ids(ids, vocab_size):
    found = Counter(ids.tolist())
    return np.array([found[word_id] for word_id in range(vocab_size)])


def add_rows(W, idx, rows):
    order = np.argsort(idx, kind="stable")
    different, start = np.unique(idx[order], return_index=True)
    W[different] += np.add.reduceat(rows[order], start, axis=0)
