# verdict: full
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        ids, counts = np.unique(corpus, return_counts=True)
        self.weights = np.zeros(corpus.max() + 1)
        self.weights[ids] = counts**power
        self.sample_size = sample_size
        self.rng = np.random.default_rng()

    def get_negative_sample(self, target):
        if self.sample_size > len(self.weights) - 1:
            raise ValueError("sample_size is too large")
        sample = np.empty((len(target), self.sample_size), dtype=np.intp)
        for b in range(len(target)):
            weights = self.weights.copy()
            weights[target[b]] = 0
            for k in range(self.sample_size):
                edges = weights.cumsum()
                sample[b, k] = np.searchsorted(edges, self.rng.random() * edges[-1], side="right")
                weights[sample[b, k]] = 0
        return sample
