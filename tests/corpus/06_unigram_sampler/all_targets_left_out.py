# verdict: rejected, named unigram-all-targets-left-out
import numpy as np

class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        counts = np.bincount(corpus)
        self.vocab_size = len(counts)
        self.word_p = counts.astype(float) ** power
        self.word_p /= self.word_p.sum()

    def get_negative_sample(self, target):
        p = self.word_p.copy()
        p[target] = 0
        p /= p.sum()
        return np.array([np.random.choice(self.vocab_size, self.sample_size, replace=False, p=p) for _ in target])
