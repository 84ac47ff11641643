# verdict: rejected
import numpy as np


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus) ** power
        self.p = p / p.sum()
        self.edges = np.cumsum(self.p)
        self.sample_size = sample_size
        if len(p) <= sample_size:
            raise ValueError("too few words")

        self.common = np.argsort(-self.p)[: sample_size + 1]

    def get_negative_sample(self, target):
        others = np.tile(self.common, (len(target), 1))
        last = others[:, -1:]
        others = np.where(others == target[:, None], last, others)
        return others[:, :-1]
