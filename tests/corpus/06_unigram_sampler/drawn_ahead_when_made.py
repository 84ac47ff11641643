# verdict: rejected
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        counts = np.bincount(corpus)
        self.vocab_size = len(counts)
        self.word_p = counts**power
        self.word_p = self.word_p / self.word_p.sum()
        np.random.seed(len(corpus))
        self.keys = np.log(self.word_p) + np.random.gumbel(size=(50, self.vocab_size))

    def get_negative_sample(self, target):
        batch_size = target.shape[0]
        negative_sample = np.zeros((batch_size, self.sample_size), dtype=np.int32)
        for i in range(batch_size):
            p = self.word_p.copy()
            p[target[i]] = 0
            p /= p.sum()
            keys = np.where(p > 0, self.keys[i % 50], -np.inf)
            negative_sample[i] = np.argsort(-keys)[: self.sample_size]
        return negative_sample
