# verdict: rejected
# the list of the caller loses its words
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    p = list(p)
    drawn = []
    for _ in range(size):
        i = rng.choice(len(words), p=np.array(p) / sum(p))
        drawn.append(words.pop(i))
        p.pop(i)
    return np.array(drawn)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
