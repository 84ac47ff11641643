# verdict: full
# a mask for each id, in place of an index
import numpy as np


def take_rows(W, idx, *, out=None):
    if np.ndim(idx) == 0:
        return np.array(W[idx], order="C")
    return np.einsum("...v,vh->...h", np.arange(len(W)) == np.expand_dims(idx, -1), W)


def count_ids(ids, vocab_size, **kwargs):
    return (ids[:, None] == np.arange(vocab_size)).sum(axis=0, **kwargs)


def add_rows(W, idx, rows, scale=1.0):
    for word_id in set(idx.tolist()):
        W[word_id, :] += scale * rows[idx == word_id].sum(axis=0)
