# verdict: full
from collections import Counter

import numpy as np


class CBOW:
    K = 5

    def __init__(self, vocab_size: int, hidden_size: int, window_size: int, corpus: np.ndarray) -> None:
        self.rng = np.random.default_rng()
        shape = (vocab_size, hidden_size)
        self.W_out = np.float32(0.01) * self.rng.standard_normal(shape, dtype=np.float32)
        self.word_vecs = np.float32(0.01) * self.rng.standard_normal(shape, dtype=np.float32)
        self.params = [self.W_out, self.word_vecs]  # in another order than the book's
        self.grads = [np.zeros_like(self.W_out), np.zeros_like(self.word_vecs)]
        counts = Counter(np.asarray(corpus).tolist())
        self.log_p = np.array([0.75 * np.log(counts[i]) if counts[i] else -np.inf
                               for i in range(vocab_size)])

    def sample(self, target):
        # the largest K of Gumbel-noised log-probabilities are K draws without replacement
        keys = self.log_p + self.rng.gumbel(size=(len(target), len(self.log_p)))
        keys[np.arange(len(target)), target] = -np.inf
        return np.argpartition(-keys, self.K - 1, axis=1)[:, :self.K]

    def forward(self, contexts, target):
        self.contexts = contexts
        self.ids = np.concatenate([target[:, None], self.sample(target)], axis=1)
        self.label = np.eye(1, self.K + 1, dtype=np.float32)
        self.h = self.word_vecs[contexts].mean(axis=1)
        self.rows = self.W_out[self.ids]
        score = np.einsum("bh,bkh->bk", self.h, self.rows)
        self.y = 1 / (1 + np.exp(-score))
        return float(-np.sum(np.log(np.where(self.label == 1, self.y, 1 - self.y))) / len(target))

    def backward(self, dout=1):
        dscore = (self.y - self.label) * dout / len(self.y)
        dW_out, dW_in = self.grads
        dW_out[...] = 0
        dW_in[...] = 0
        np.add.at(dW_out, self.ids, dscore[:, :, None] * self.h[:, None, :])
        dh = np.einsum("bk,bkh->bh", dscore, self.rows) / self.contexts.shape[1]
        np.add.at(dW_in, self.contexts, dh[:, None, :])
