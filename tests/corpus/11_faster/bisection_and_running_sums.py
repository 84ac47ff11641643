# verdict: full
import math

import numpy as np


class BatchSampler:
    """A binary search written out, each of its halvings for the whole batch."""

    __slots__ = ("edges", "sample_size", "halvings", "random")

    def __init__(self, corpus, power, sample_size):
        weight = np.zeros(int(np.max(corpus)) + 1)
        np.add.at(weight, corpus, 1)
        self.edges = np.append(0, np.cumsum(weight**power))
        self.sample_size = sample_size
        if len(weight) < sample_size + 1:
            raise ValueError("not enough words")
        self.halvings = math.ceil(math.log2(len(weight))) + 1
        self.random = np.random.Generator(np.random.PCG64DXSM())

    def _search(self, u):
        low, high = np.zeros(len(u), int), np.full(len(u), len(self.edges) - 1)
        for _ in range(self.halvings):
            middle = (low + high) // 2
            below = u < self.edges[middle]
            low, high = np.where(below, low, middle), np.where(below, middle, high)
        return low

    def get_negative_sample(self, target):
        taken = np.expand_dims(target, 1)
        for _ in range(self.sample_size):
            words = np.zeros(len(taken), dtype=int)
            wrong = np.ones(len(taken), dtype=bool)
            while np.any(wrong):
                u = self.random.random(np.sum(wrong)) * self.edges[-1]
                words[wrong] = self._search(u)
                wrong = np.any(taken == words[:, np.newaxis], axis=1)
            taken = np.concatenate([taken, words[:, np.newaxis]], axis=1)
        return taken[:, 1:].astype(np.uint32)


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        size = vocab_size * hidden_size
        self.word_vecs = 0.01 * np.random.normal(size=size).reshape(vocab_size, hidden_size)
        self.output_vecs = 0.01 * np.random.normal(size=size).reshape(vocab_size, hidden_size)
        self.sampler = BatchSampler(corpus, 0.75, 5)

    def train_step(self, contexts, target, lr):
        asked = np.column_stack([target, self.sampler.get_negative_sample(target)]).astype(int)
        h = self.word_vecs[contexts].mean(axis=1)
        score = np.einsum(
            "bkh,bh->bk", self.output_vecs[asked], h
        )
        loss = np.maximum(score, 0).sum() + np.log1p(np.exp(-abs(score))).sum() - score[:, 0].sum()
        error = 0.5 * (1 + np.tanh(score / 2))
        error[:, 0] -= 1
        error /= len(target)
        new_h = np.einsum("bk,bkh->bh", error, self.output_vecs[asked])
        self._down(self.output_vecs, asked, error[:, :, None] * h[:, None], lr)
        self._down(self.word_vecs, contexts,
                   np.repeat(new_h / contexts.shape[1], contexts.shape[1], axis=0), lr)
        return loss / len(target)

    def _down(self, W, ids, gradient, lr):
        """Sort by word; the sum of a run is the difference of two running sums."""
        order = np.argsort(ids, axis=None)
        ids = ids.ravel()[order]
        sums = np.cumsum(gradient.reshape(len(ids), -1)[order], axis=0)
        last = np.flatnonzero(np.append(ids[1:] != ids[:-1], True))
        W[ids[last]] -= lr * np.diff(sums[last], axis=0, prepend=0)
