# verdict: rejected
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    drawn = rng.choice(words, size=size, p=p)
    for _ in range(2000):
        if len(set(drawn)) == size:
            break
        drawn = rng.choice(words, size=size, p=p)
    else:
        return rng.choice(words, size=size, replace=False, p=p)
    return drawn


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    return power_distribution(counts / counts.sum(), power)
