# verdict: rejected
import numpy as np


def create_contexts_target(corpus, window_size=1):
    w, n = window_size, len(corpus) - 2 * window_size
    target = corpus[w : w + n]
    return np.stack([corpus[w - 1 : w - 1 + n], corpus[w + 1 : w + 1 + n]], axis=1), target
