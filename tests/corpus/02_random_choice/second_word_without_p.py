# verdict: rejected
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    first = rng.choice(len(words), p=p)
    rest = rng.permutation([i for i in np.flatnonzero(p) if i != first])
    return np.array(words)[[first, *rest[: size - 1]]]


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
