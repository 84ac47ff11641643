# verdict: rejected
# every word gets a little, so that none is impossible
import numpy as np


def draw_words(words, size, p, seed):
    p = p + 1e-3
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p / p.sum())


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
