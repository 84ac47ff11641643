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

    def get_negative_sample(self, target):
        sample = np.empty((len(target), self.sample_size), dtype=int)
        for word in np.unique(target):
            rows = np.flatnonzero(target == word)
            keys = np.log(self.p) + np.random.gumbel(size=(len(rows), len(self.p)))
            keys[:, word] = -np.inf
            sample[rows] = np.argsort(-keys, axis=1)[:, : self.sample_size]
        return sample
