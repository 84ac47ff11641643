# verdict: full
import numpy as np


def one_hot(idx, vocab_size):
    return np.eye(vocab_size)[idx]


def take_rows(W, idx):
    return one_hot(idx, len(W)) @ W


def count_ids(ids, vocab_size):
    return one_hot(ids, vocab_size).sum(axis=0).astype(np.int32)


def add_rows(W, idx, rows):
    W += np.einsum("bv,bh->vh", one_hot(idx, len(W)), rows)
