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
        left = np.tile(self.p, (len(target), 1))
        rows, word, sample = np.arange(len(target)), target, []
        for _ in range(self.sample_size):
            left[rows, word] = 0
            edges = np.cumsum(left, axis=1)
            u = np.random.rand(len(target), 1) * edges[:, -1:]
            word = (edges <= u).sum(axis=1)
            sample.append(word)
        return np.stack(sample, axis=1)
