# verdict: rejected, named faster-nothing-drawn-again
import numpy as np


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus) ** power
        self.p = p / p.sum()
        self.edges = np.cumsum(self.p)
        self.sample_size = sample_size
        if len(p) <= sample_size:
            raise ValueError("too few words")

    def draw(self, *shape):
        u = np.random.random_sample(shape)
        return np.minimum(np.searchsorted(self.edges, u, side="right"), len(self.edges) - 1)

    def get_negative_sample(self, target):
        return self.draw(len(target), self.sample_size)
