# verdict: rejected
import numpy as np


def word_distribution(corpus, power):
    starts = np.flatnonzero(np.diff(corpus, prepend=-1))
    powered = np.zeros(corpus.max() + 1)
    powered[corpus[starts]] = np.diff(starts, append=len(corpus)) ** power
    return powered / powered.sum()


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()
