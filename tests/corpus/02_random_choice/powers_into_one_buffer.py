# verdict: rejected
import numpy as np


buffer = np.empty(10_000)


def power_distribution(p, power):
    powered = buffer[: len(p)]
    powered[:] = np.where(p > 0, p**power, 0)
    powered /= powered.sum()
    return powered


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
