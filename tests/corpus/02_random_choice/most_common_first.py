# verdict: rejected
from collections import Counter

import numpy as np


def word_distribution(corpus, power):
    counts = np.array([count for _, count in Counter(corpus.tolist()).most_common()])
    return counts**power / (counts**power).sum()


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()
