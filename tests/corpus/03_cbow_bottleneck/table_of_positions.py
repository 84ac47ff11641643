# verdict: full
import numpy as np


def create_contexts_target(corpus, window_size=1):
    offsets = np.delete(np.arange(-window_size, window_size + 1), window_size)
    middle = np.arange(window_size, len(corpus) - window_size)
    return corpus[middle[:, np.newaxis] + offsets], corpus[middle]
