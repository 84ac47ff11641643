# verdict: full
# the words with the smallest of random keys: the same law as one draw after another
from collections import Counter

import numpy as np


def draw_words(words, size, p, seed):
    possible = np.flatnonzero(p)
    keys = np.random.default_rng(seed).exponential(size=len(possible)) / p[possible]
    return np.array(words)[possible[np.argsort(keys)[:size]]]


def power_distribution(p, power):
    with np.errstate(divide="ignore"):
        powered = np.where(p == 0, 0, np.exp(power * np.log(p)))
    powered /= powered.sum()
    return powered


def word_distribution(corpus, power):
    found = Counter(corpus.tolist())
    counts = np.array([found[word_id] for word_id in range(corpus.max() + 1)], dtype=float)
    return power_distribution(counts, power)
