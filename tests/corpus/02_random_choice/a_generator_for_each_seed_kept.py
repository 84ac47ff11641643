# verdict: rejected, named draw-words-ignores-seed
# a second call with a seed goes on where the first one ended
import numpy as np


generators = {}


def draw_words(words, size, p, seed):
    rng = generators.setdefault(seed, np.random.default_rng(seed))
    return rng.choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    powered = np.where(counts > 0, counts.astype(float) ** power, 0)
    return powered / powered.sum()
