# verdict: rejected
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    ids = rng.choice(len(words), size=size, replace=False, p=p)
    return [words[i] for i in ids]


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    return power_distribution(counts / counts.sum(), power)
