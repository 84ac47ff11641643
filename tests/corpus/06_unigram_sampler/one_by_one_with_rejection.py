# verdict: full
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        counts = np.bincount(corpus)
        p = counts**power
        self.cdf = np.cumsum(p / p.sum())
        self.sample_size = sample_size

    def get_negative_sample(self, target):
        if len(self.cdf) < self.sample_size + 1:
            raise ValueError("no such many words")
        result = np.empty((len(target), self.sample_size), dtype=np.int64)
        for b, answer in enumerate(target):
            seen = {int(answer)}
            k = 0
            while k < self.sample_size:
                word = min(int(np.searchsorted(self.cdf, np.random.rand())), len(self.cdf) - 1)
                if word not in seen:
                    seen.add(word)
                    result[b, k] = word
                    k += 1
        return result
