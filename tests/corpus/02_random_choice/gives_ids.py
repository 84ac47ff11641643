# verdict: rejected, named draw-words-gives-ids
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.RandomState(seed)
    return rng.choice(len(words), size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    return power_distribution(counts / counts.sum(), power)
