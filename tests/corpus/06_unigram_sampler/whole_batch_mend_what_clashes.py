# verdict: full
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        weights = np.unique(corpus, return_counts=True)[1] ** power
        self.p = weights / weights.sum()
        self.rng = np.random.default_rng()
        self.sample_size = sample_size
        if sample_size >= len(self.p):
            raise ValueError(f"only {len(self.p)} words")

    def get_negative_sample(self, target):
        row = np.column_stack([target, self._draw((len(target), self.sample_size))])
        while True:
            # a word clashes with the target and with any word before it in its row
            clash = np.zeros(row.shape, dtype=bool)
            for k in range(1, row.shape[1]):
                clash[:, k] = (row[:, :k] == row[:, k : k + 1]).any(axis=1)
            if not clash.any():
                return row[:, 1:]
            row[clash] = self._draw(clash.sum())

    def _draw(self, size):
        return self.rng.choice(len(self.p), size=size, p=self.p)
