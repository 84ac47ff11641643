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

    def draw(self, *shape):
        u = np.random.random_sample(shape)
        return np.minimum(np.searchsorted(self.edges, u, side="right"), len(self.edges) - 1)

    def get_negative_sample(self, target):
        sample = self.draw(len(target), self.sample_size)
        rows = np.sort(np.column_stack([target, sample]), axis=1)
        for b in np.flatnonzero((rows[:, 1:] == rows[:, :-1]).any(axis=1)):
            taken = [target[b]]
            for word in sample[b]:
                while word in taken:
                    word = self.draw(1)[0]
                taken.append(word)
            sample[b] = taken[1:]
        return sample
