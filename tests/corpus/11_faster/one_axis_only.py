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

    def draw(self, *shape):
        u = np.random.random_sample(shape)
        return np.minimum(np.searchsorted(self.edges, u, side="right"), len(self.edges) - 1)

    def get_negative_sample(self, target):
        rows = np.column_stack([target, self.draw(len(target), self.sample_size)])
        for k in range(1, rows.shape[1]):
            while True:
                again = (rows[:, :k] == rows[:, k, None]).any(axis=1)
                if not again.any():
                    break
                rows[again, k] = self.draw(np.count_nonzero(again))
        return rows[:, 1:].ravel()
