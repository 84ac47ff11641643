# verdict: rejected, named faster-adds-up-in-each-call
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
        is_target = np.zeros(len(self.p), dtype=bool)  # to see quickly who is a target at all
        is_target[target] = True
        sample = self.draw(len(target), self.sample_size)
        rows = np.column_stack([target, sample])
        for k in range(1, rows.shape[1]):
            while True:
                again = is_target[rows[:, k]] & (rows[:, 0] == rows[:, k])
                again |= (rows[:, 1:k] == rows[:, k, None]).any(axis=1)
                if not again.any():
                    break
                rows[again, k] = self.draw(again.sum())
        return rows[:, 1:]
