# verdict: rejected, named word-distribution-counts-once
import numpy as np


def draw_words(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    powered = np.where(p > 0, p**power, 0)
    return powered / powered.sum()


def word_distribution(corpus, power):
    counts = np.zeros(corpus.max() + 1)
    counts[corpus] += 1
    return power_distribution(counts / counts.sum(), power)
