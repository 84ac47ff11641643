# verdict: rejected, named power-distribution-fixed-power
import numpy as np


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    new_p = np.power(p, 0.75)
    new_p /= np.sum(new_p)
    return new_p


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
