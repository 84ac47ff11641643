# verdict: rejected
import numpy as np


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus) ** power
        self.p = p / p.sum()
        self.edges = np.cumsum(self.p)
        self.sample_size = sample_size
        if len(p) <= sample_size:
            raise ValueError("too few words")

    def draw(self, rng, *shape):
        return np.minimum(np.searchsorted(self.edges, rng.random(shape)), len(self.edges) - 1)

    def get_negative_sample(self, target):
        rng = np.random.default_rng(0)
        rows = np.column_stack([target, self.draw(rng, len(target), self.sample_size)])
        for k in range(1, rows.shape[1]):
            while (again := (rows[:, :k] == rows[:, [k]]).any(axis=1)).any():
                rows[again, k] = self.draw(rng, again.sum())
        return rows[:, 1:]
