# verdict: rejected, named unigram-one-call-for-the-batch
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        counts = np.bincount(corpus)
        self.vocab_size = len(counts)
        self.word_p = counts**power
        self.word_p = self.word_p / self.word_p.sum()

    def get_negative_sample(self, target):
        return np.random.choice(
            self.vocab_size, size=(target.shape[0], self.sample_size), replace=True, p=self.word_p
        )
