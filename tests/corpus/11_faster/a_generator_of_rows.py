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

    def rows(self, target):
        for word in target:
            left = np.delete(np.arange(len(self.p)), word)
            p = self.p[left]
            yield np.random.choice(left, self.sample_size, replace=False, p=p / p.sum())

    def get_negative_sample(self, target):
        return np.stack(tuple(self.rows(target)))
