# verdict: full
import numpy as np

import w2vlib


class Distribution:
    def __init__(self, corpus, power):
        weights = np.array([np.sum(corpus == i) for i in range(corpus.max() + 1)], dtype=float)
        self.p = weights**power / np.sum(weights**power)


class UnigramSampler(w2vlib.UnigramSampler):
    def __init__(self, corpus, power, sample_size):
        super().__init__(corpus, power, sample_size, rng=np.random.RandomState())
        self.distribution = Distribution(corpus, power)
        self.calls = []

    def get_negative_sample(self, target):
        self.calls.append(len(target))
        sample = super().get_negative_sample(target)
        return np.flip(sample, axis=1)
