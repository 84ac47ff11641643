# verdict: rejected, named faster-row-drawn-again
import numpy as np


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus) ** power
        self.p = p / p.sum()
        self.edges = np.cumsum(self.p)
        self.sample_size = sample_size
        if len(p) <= sample_size:
            raise ValueError("too few words")

    def draw(self, *shape):
        u = np.random.random_sample(shape)
        return np.minimum(np.searchsorted(self.edges, u, side="right"), len(self.edges) - 1)

    def get_negative_sample(self, target):
        rows = np.column_stack([target, self.draw(len(target), self.sample_size)])
        while True:
            ordered = np.sort(rows, axis=1)
            again = (np.diff(ordered, axis=1) == 0).any(axis=1)
            if not again.any():
                return rows[:, 1:]
            rows[again, 1:] = self.draw(again.sum(), self.sample_size)
