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

    def one(self, word):
        p = np.where(np.arange(len(self.p)) == word, 0, self.p)
        return np.random.choice(len(p), self.sample_size, replace=False, p=p / p.sum())

    def get_negative_sample(self, target):
        return np.vectorize(self.one, signature="()->(k)")(target)
