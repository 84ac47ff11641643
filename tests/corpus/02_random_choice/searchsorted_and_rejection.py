# verdict: full
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    edges = np.cumsum(p)
    edges /= edges[-1]
    drawn = {}
    while len(drawn) < size:  # one after another; one that was drawn is drawn again
        drawn[int(np.searchsorted(edges, rng.random(), side="right"))] = True
    return np.array([words[i] for i in drawn])


def power_distribution(p: np.ndarray, power: float) -> np.ndarray:
    mask = p != 0
    return np.power(p, power, where=mask, out=np.zeros_like(p)) / np.sum(p[mask] ** power)


def word_distribution(corpus: np.ndarray, power: float) -> np.ndarray:
    counts = np.zeros(int(np.amax(corpus)) + 1)
    np.add.at(counts, corpus, 1.0)
    return power_distribution(counts / np.linalg.norm(counts, 1), power)
