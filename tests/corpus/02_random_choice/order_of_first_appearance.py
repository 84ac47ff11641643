# verdict: rejected, named word-distribution-first-appearance
import numpy as np


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = {}
    for word_id in corpus:
        counts[word_id] = counts.get(word_id, 0) + 1
    p = np.power(list(counts.values()), power)
    return p / np.sum(p)
