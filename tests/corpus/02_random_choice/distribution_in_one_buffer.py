# verdict: rejected
import numpy as np


buffer = np.empty(10_000)


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    p = buffer[: len(counts)]
    p[:] = np.where(counts > 0, counts.astype(float) ** power, 0)
    p /= p.sum()
    return p


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()
