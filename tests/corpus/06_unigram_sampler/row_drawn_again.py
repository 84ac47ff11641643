# verdict: rejected, named unigram-row-drawn-again
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        counts = np.bincount(corpus)
        self.vocab_size = len(counts)
        self.word_p = counts**power
        self.word_p = self.word_p / self.word_p.sum()

    def get_negative_sample(self, target):
        batch_size = target.shape[0]
        negative_sample = np.zeros((batch_size, self.sample_size), dtype=np.int32)
        for i in range(batch_size):
            p = self.word_p.copy()
            p[target[i]] = 0
            p /= p.sum()
            if np.count_nonzero(p) < self.sample_size:
                raise ValueError("too few words")
            row = []
            while len(set(row)) < self.sample_size:
                row = np.random.choice(self.vocab_size, size=self.sample_size, p=p)
            negative_sample[i] = row
        return negative_sample
