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
        taken = [word]
        while len(taken) <= self.sample_size:
            new = int(np.searchsorted(self.edges, np.random.rand(), side="right"))
            if new not in taken and new < len(self.edges):
                taken.append(new)
        return taken[1:]

    def get_negative_sample(self, target):
        return np.array(list(map(self.one, target.tolist())))
