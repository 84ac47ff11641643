# verdict: rejected
import numpy as np


def draw_words(words, size, p, seed):
    np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def power_distribution(p, power):
    new_p = p**power
    new_p /= new_p.sum()


def word_distribution(corpus, power):
    pass
