# verdict: full
import numpy as np


class UnigramSampler:
    """Walker's alias table: one draw costs the same for any vocabulary."""

    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus).astype(float) ** power
        self.V, self.K = len(p), sample_size
        if self.V - 1 < sample_size:
            raise ValueError("not enough words")
        height = (p / p.sum() * self.V).tolist()
        self.height, self.alias = np.ones(self.V), np.arange(self.V)
        small = [i for i in range(self.V) if height[i] < 1]
        large = [i for i in range(self.V) if height[i] >= 1]
        while small and large:
            i, j = small.pop(), large.pop()
            self.height[i], self.alias[i] = height[i], j
            height[j] -= 1 - height[i]
            (small if height[j] < 1 else large).append(j)

    def one(self, size):
        column = np.random.randint(self.V, size=size)
        return np.where(np.random.rand(size) < self.height[column], column, self.alias[column])

    def get_negative_sample(self, target):
        rows = np.full((len(target), self.K + 1), -1)
        rows[:, 0] = target
        for k in range(1, self.K + 1):
            missing = np.arange(len(target))
            while len(missing):
                words = self.one(len(missing))
                new = (rows[missing, :k] != words[:, np.newaxis]).all(axis=1)
                rows[missing[new], k] = words[new]
                missing = missing[~new]
        return rows[:, 1:].copy()
