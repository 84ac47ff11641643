# verdict: rejected, named power-distribution-changes-p
import numpy as np


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    new_p = p
    new_p[p > 0] **= power
    new_p /= np.sum(new_p)
    return new_p


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    return power_distribution(counts / counts.sum(), power)
