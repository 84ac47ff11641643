# verdict: rejected, named word-distribution-zero-to-the-zero
import numpy as np


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    p = np.power(np.bincount(corpus, minlength=max(corpus) + 1), power)
    p /= p.sum()
    return p
