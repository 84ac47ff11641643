# verdict: full
import numpy as np


class UnigramSampler:
    """Column by column: one draw for all rows at a time, by inverting the cumulative sum."""

    def __init__(self, corpus, power, sample_size):
        self.weights = np.bincount(corpus) ** float(power)
        self.K = sample_size

    def get_negative_sample(self, target):
        B = len(target)
        left = np.tile(self.weights, (B, 1))
        rows = np.arange(B)
        word = target
        columns = []
        for _ in range(self.K):
            left[rows, word] = 0
            if not left.any(axis=1).all():
                raise ValueError("nothing left to draw")
            edges = np.cumsum(left, axis=1)
            u = np.random.random_sample((B, 1)) * edges[:, -1:]
            word = (edges <= u).sum(axis=1)
            columns.append(word)
        return np.stack(columns, axis=1)
