# verdict: rejected
# right for one word and for two
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    first = list(rng.choice(len(words), size=min(size, 2), replace=False, p=p))
    rest = rng.permutation([i for i in np.flatnonzero(p) if i not in first])
    return np.array(words)[[*first, *rest[: size - len(first)]]]


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
