# verdict: rejected, named count-ids-skips-missing
import numpy as np


def take_rows(W, idx):
    return W[idx].copy()


def count_ids(ids, vocab_size):
    counts = []
    for word_id in sorted(set(ids)):
        counts.append(np.sum(ids == word_id))
    return np.array(counts)


def add_rows(W, idx, rows):
    np.add.at(W, idx, rows)
