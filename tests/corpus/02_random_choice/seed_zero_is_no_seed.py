# verdict: rejected
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed or None)
    return rng.choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
