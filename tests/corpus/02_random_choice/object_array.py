# verdict: full
import numpy as np


def draw_words(words, size, p, seed):
    rng = np.random.default_rng(seed)
    return rng.choice(np.array(words, dtype=object), size=size, replace=False, p=p)


def power_distribution(p, power):
    new_p = np.power(p, power)
    new_p[p == 0] = 0
    new_p /= np.sum(new_p)
    return new_p


def word_distribution(corpus, power):
    vocab_size = max(corpus) + 1
    new_p = np.zeros(vocab_size)
    for word_id in range(vocab_size):
        count = np.count_nonzero(corpus == word_id)
        if count > 0:
            new_p[word_id] = count**power
    return new_p / new_p.sum()
