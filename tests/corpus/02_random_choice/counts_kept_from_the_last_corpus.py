# verdict: rejected
import numpy as np


counts = np.zeros(10_000)


def word_distribution(corpus, power):
    np.add.at(counts, corpus, 1)
    powered = np.where(counts > 0, counts**power, 0)[: corpus.max() + 1]
    return powered / powered.sum()


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()
