# verdict: rejected, named faster-matrix-of-probabilities
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
        keys = np.log(self.p) - np.log(np.random.exponential(size=(len(target), len(self.p))))
        np.put_along_axis(keys, target[:, None], -np.inf, axis=1)
        return np.argpartition(-keys, self.sample_size - 1)[:, : self.sample_size]
