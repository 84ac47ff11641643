# verdict: rejected, named draw-words-ignores-seed
import numpy as np


rng = np.random.default_rng(42)


def draw_words(words, size, p, seed):
    return rng.choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.bincount(corpus)
    return power_distribution(counts / counts.sum(), power)
