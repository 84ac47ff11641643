# verdict: rejected, named faster-loop-over-targets
import numpy as np


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus) ** power
        self.p = p / p.sum()
        self.edges = np.cumsum(self.p)
        self.sample_size = sample_size
        if len(p) <= sample_size:
            raise ValueError("too few words")

    def one(self, row):
        keys = np.log(self.p) + np.random.gumbel(size=len(self.p))
        keys[row[0]] = -np.inf
        return np.argsort(-keys)[: self.sample_size]

    def get_negative_sample(self, target):
        return np.apply_along_axis(self.one, 1, target[:, np.newaxis])
