# verdict: full
# np.random's own stream is used, and put back as it was
import numpy as np


def draw_words(words, size, p, seed):
    state = np.random.get_state()
    try:
        np.random.seed(seed)
        return np.random.choice(words, size, False, p)
    finally:
        np.random.set_state(state)


def power_distribution(p, power: float = 0.75, *, dtype=np.float64):
    powered = np.asarray(p, dtype=dtype) ** power * (p > 0)
    return np.divide(powered, np.sum(powered))


def word_distribution(corpus, power):
    one_hot = corpus[:, np.newaxis] == np.arange(corpus.max() + 1)
    return power_distribution(one_hot.mean(axis=0), power)
