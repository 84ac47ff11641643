# verdict: rejected
import numpy as np


def create_contexts_target(corpus, window_size=1):
    return np.stack([corpus[:-2], corpus[2:]], axis=1), corpus[1:-1]
