# verdict: rejected, named faster-loop-over-targets
import random

import numpy as np


class BatchSampler:
    """random.choices draws many words with one call. Inside it is a loop of Python."""

    def __init__(self, corpus, power, sample_size):
        weights = np.bincount(corpus) ** power
        self.words = range(len(weights))
        self.edges = np.cumsum(weights).tolist()
        self.sample_size = sample_size
        if len(self.words) <= sample_size:
            raise ValueError("too few words")

    def draw(self, size):
        return random.choices(self.words, cum_weights=self.edges, k=size)

    def get_negative_sample(self, target):
        rows = np.zeros((len(target), self.sample_size + 1), dtype=int)
        rows[:, 0] = target
        for k in range(1, rows.shape[1]):
            rows[:, k] = self.draw(len(rows))
            while (again := (rows[:, :k] == rows[:, [k]]).any(axis=1)).any():
                rows[again, k] = self.draw(int(again.sum()))
        return rows[:, 1:]
