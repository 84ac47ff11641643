# verdict: rejected
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(size):
        p /= p.sum()
        i = rng.choice(len(words), p=p)
        drawn.append(words[i])
        p[i] = 0
    return np.array(drawn)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
