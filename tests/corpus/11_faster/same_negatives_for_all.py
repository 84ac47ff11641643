# verdict: rejected, named faster-one-row-for-all
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
        p = self.p.copy()
        p[target] = 0
        p /= p.sum()
        words = np.random.choice(len(p), self.sample_size, replace=False, p=p)
        return np.tile(words, (len(target), 1))
