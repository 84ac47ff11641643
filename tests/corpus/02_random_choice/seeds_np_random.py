# verdict: rejected, named draw-words-seeds-np-random
import numpy as np


def draw_words(words, size, p, seed):
    np.random.seed(seed)
    ids = np.random.choice(len(words), size=size, replace=False, p=p)
    return np.array(words)[ids]


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    return power_distribution(counts / counts.sum(), power)
