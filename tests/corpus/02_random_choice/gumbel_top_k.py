# verdict: full
import numpy as np


def draw_words(words, size, p, seed):
    with np.errstate(divide="ignore"):
        scores = np.log(p) + np.random.default_rng(seed).gumbel(size=len(p))
    return np.array(words)[np.argpartition(-scores, size - 1)[:size]]


def power_distribution(p, power):
    # a softmax of logarithms
    logs = np.full(len(p), -np.inf)
    logs[p > 0] = power * np.log(p[p > 0])
    powered = np.exp(logs - logs.max())
    return powered / powered.sum()


def word_distribution(corpus, power):
    ids, counts = np.unique(corpus, return_counts=True)
    p = np.zeros(ids[-1] + 1)
    p[ids] = power_distribution(counts / len(corpus), power)
    return p
