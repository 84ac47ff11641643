# verdict: rejected
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
        self.sample_size = min(self.sample_size, self.vocab_size - 1)
        negative_sample = np.zeros((batch_size, self.sample_size), dtype=np.int32)
        for i in range(batch_size):
            p = self.word_p.copy()
            p[target[i]] = 0
            p /= p.sum()
            negative_sample[i] = np.random.choice(
                self.vocab_size, size=self.sample_size, replace=False, p=p
            )
        return negative_sample
