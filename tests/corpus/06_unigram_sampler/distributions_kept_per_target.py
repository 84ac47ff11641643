# verdict: full
import numpy as np


class UnigramSampler:
    """Works out the distribution without a target when that target first comes."""

    def __init__(self, corpus, power=0.75, sample_size=5, *, dtype=np.int64, **options):
        self.counts = np.bincount(corpus) ** power
        self.sample_size, self.dtype = sample_size, dtype
        self.without = {}

    def get_negative_sample(self, target):
        return np.vstack([self._draw(word) for word in target]).astype(self.dtype)

    def _draw(self, word):
        if word not in self.without:
            others = np.flatnonzero(np.arange(len(self.counts)) != word)
            p = np.delete(self.counts, word)
            self.without[word] = others, p / p.sum()
        others, p = self.without[word]
        return np.random.choice(others, self.sample_size, replace=False, p=p)
