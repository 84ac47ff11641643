# verdict: full
from dataclasses import dataclass

import numpy as np


class DrawWords:
    __slots__ = ()

    def __call__(self, words, size, p, seed, **kwargs):
        rng = np.random.Generator(np.random.PCG64(seed))
        return np.asarray(words)[rng.choice(len(words), size, replace=False, p=p, **kwargs)]


@dataclass(frozen=True)
class Power:
    dtype: type = np.float32

    def __call__(self, p, power):
        powered = np.zeros(p.shape, dtype=self.dtype)
        np.power(p, power, out=powered, where=p > 0, casting="same_kind")
        return powered / np.sum(powered, dtype=self.dtype)


draw_words = DrawWords()
power_distribution = Power()


def word_distribution(corpus, power):
    return power_distribution(np.histogram(corpus, np.arange(corpus.max() + 2))[0] * 1.0, power)
