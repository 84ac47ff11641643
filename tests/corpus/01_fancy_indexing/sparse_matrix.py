# verdict: full
from scipy.sparse import csr_matrix

import numpy as np


def selector(idx, vocab_size):
    idx = np.ravel(idx)
    ones = np.ones(len(idx))
    return csr_matrix((ones, (np.arange(len(idx)), idx)), shape=(len(idx), vocab_size))


def take_rows(W, idx):
    return (selector(idx, len(W)) @ W).reshape(np.shape(idx) + W.shape[1:])


def count_ids(ids, vocab_size):
    return np.asarray(selector(ids, vocab_size).sum(axis=0)).ravel().astype("i8")


def add_rows(W, idx, rows):
    W += (selector(idx, len(W)).T @ rows).astype(W.dtype)
