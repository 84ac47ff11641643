# verdict: full
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    return rng.choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    new_p = np.zeros(len(p))
    possible = p > 0
    new_p[possible] = p[possible] ** power
    return new_p / new_p.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    return power_distribution(counts / len(corpus), power)
