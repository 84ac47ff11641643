# verdict: rejected
# p is the weight of a key, but not its law
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    return np.array(words)[np.argsort(-p * rng.random(len(p)))[:size]]


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
