# verdict: full
from dataclasses import dataclass, field

import numpy as np


@dataclass
class BatchSampler:
    """Draws more words than are needed for each row, and takes the first K that differ."""

    corpus: np.ndarray
    power: float
    sample_size: int
    edges: np.ndarray = field(init=False)

    def __post_init__(self):
        counts = np.bincount(self.corpus)
        if len(counts) <= self.sample_size:
            raise ValueError(f"{len(counts)} words, {self.sample_size} negatives")
        self.edges = np.cumsum(counts.astype(float) ** self.power)
        self.corpus = None

    def get_negative_sample(self, target):
        rows = np.asarray(target, dtype=np.int64)[:, None]
        result = np.empty((len(rows), self.sample_size), dtype=np.int64)
        where = np.arange(len(rows))
        while len(where):
            u = self.edges[-1] * np.random.random_sample((len(rows), 2 * self.sample_size))
            words = self.edges.searchsorted(u, side="right")
            rows = np.hstack([rows, words])
            # a word counts where it stands first
            order = np.argsort(rows, axis=1, kind="stable")
            sorted_rows = np.take_along_axis(rows, order, 1)
            new = np.ones(rows.shape, bool)
            new[:, 1:] = sorted_rows[:, 1:] != sorted_rows[:, :-1]
            first = np.empty_like(new)
            np.put_along_axis(first, order, new, 1)
            # move them to the front, in the order in which they were drawn
            front = np.argsort(~first, axis=1, kind="stable")
            rows = np.take_along_axis(rows, front, 1)
            enough = first.sum(axis=1) > self.sample_size
            result[where[enough]] = rows[enough, 1 : self.sample_size + 1]
            rows, where = rows[~enough], where[~enough]
        return result


class Rows:
    """Rows of a matrix that a batch looked up, and what becomes of them."""

    def __init__(self, W, ids):
        self.W, self.ids, self.values = W, ids, W[ids]

    def descend(self, gradient, lr):
        np.subtract.at(self.W, self.ids, (lr * gradient).astype(self.W.dtype))


class LogisticLoss:
    def __init__(self, score):
        self.score = score
        self.label = np.zeros_like(score)
        self.label[:, 0] = 1

    def value(self):
        return np.sum(np.logaddexp(0, np.where(self.label == 1, -self.score, self.score)))

    def slope(self):
        return 1 / (1 + np.exp(-self.score)) - self.label


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.word_vecs = self._weights(vocab_size, hidden_size)
        self.output_vecs = self._weights(vocab_size, hidden_size)
        self.negatives = BatchSampler(corpus, 0.75, 5).get_negative_sample

    @staticmethod
    def _weights(*shape):
        return np.random.default_rng().standard_normal(shape, dtype=np.float32) * np.float32(0.01)

    def train_step(self, contexts, target, lr):
        seen = Rows(self.word_vecs, contexts)
        asked = Rows(self.output_vecs, np.column_stack([target, self.negatives(target)]))
        h = seen.values.mean(axis=1, keepdims=True)
        loss = LogisticLoss(np.sum(h * asked.values, axis=2))
        slope = loss.slope()[:, :, None] / len(target)
        dh = np.sum(slope * asked.values, axis=1, keepdims=True)
        asked.descend(slope * h, lr)
        seen.descend(dh / contexts.shape[1] + np.zeros_like(seen.values), lr)
        return loss.value() / len(target)
