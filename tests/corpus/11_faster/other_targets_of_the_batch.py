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

    def get_negative_sample(self, target):
        rows = [np.roll(target, k + 1) for k in range(self.sample_size)]
        return np.stack(rows, axis=1)
