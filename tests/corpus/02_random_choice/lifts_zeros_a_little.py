# verdict: rejected
import numpy as np


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0) + 1e-10
    return powered / powered.sum()


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
