# verdict: full
import numpy as np


class UnigramSampler:
    """Each word's clock rings after an exponential time; the first K to ring are drawn."""

    __slots__ = ("rate", "sample_size")

    def __init__(self, corpus, power, sample_size):
        self.rate = np.bincount(corpus).astype(float) ** power
        if len(self.rate) < sample_size + 1:
            raise ValueError(f"{len(self.rate)} words are too few")
        self.sample_size = sample_size

    def get_negative_sample(self, target):
        clock = np.random.exponential(size=(target.size, self.rate.size)) / self.rate
        np.put_along_axis(clock, target[:, np.newaxis], np.inf, axis=1)
        return clock.argsort(axis=1)[:, : self.sample_size].astype(np.uint16)
