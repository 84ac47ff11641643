# verdict: rejected, named power-distribution-not-normalised
import numpy as np


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    return p**power


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
