# verdict: full
import numpy as np

class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        counts = np.bincount(corpus)
        self.vocab_size = len(counts)
        self.word_p = counts.astype(float) ** power
        self.word_p /= self.word_p.sum()

    def get_negative_sample(self, target):
        out = np.zeros((len(target), self.sample_size), dtype=np.int64)
        for b, t in enumerate(target):
            s = np.random.choice(self.vocab_size, self.sample_size + 1, replace=False, p=self.word_p)
            out[b] = s[s != t][:self.sample_size]
        return out
