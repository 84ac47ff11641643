# verdict: full
import numpy as np


def alias_table(p):
    V = len(p)
    share, other = np.array(p, dtype=float) * V / np.sum(p), np.arange(V)
    small = [i for i in range(V) if share[i] < 1]
    large = [i for i in range(V) if share[i] >= 1]
    while small and large:
        i, j = small.pop(), large.pop()
        other[i] = j
        share[j] -= 1 - share[i]
        (small if share[j] < 1 else large).append(j)
    for i in small + large:
        share[i] = 1
    return share, other


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    p = p.copy()
    drawn = []
    for _ in range(size):
        share, other = alias_table(p)
        i = rng.integers(len(p))
        while p[i if rng.random() < share[i] else other[i]] == 0:
            i = rng.integers(len(p))
        i = rng.integers(len(p))
        i = i if rng.random() < share[i] else other[i]
        drawn.append(words[i])
        p[i] = 0
    return np.array(drawn, dtype=str)


def power_distribution(p, power):
    p = p.astype(np.longdouble)
    powered = np.zeros_like(p)
    for i in np.flatnonzero(p):
        powered[i] = p[i] ** power
    return powered / powered.sum()


def word_distribution(corpus, power):
    edges = np.searchsorted(np.sort(corpus), np.arange(corpus.max() + 2))
    return power_distribution(np.diff(edges) / len(corpus), power)
