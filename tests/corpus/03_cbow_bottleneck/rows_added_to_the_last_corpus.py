# verdict: rejected
import numpy as np


def create_contexts_target(corpus, window_size=1, rows=[]):
    for i in range(window_size, len(corpus) - window_size):
        rows.append([corpus[i + t] for t in range(-window_size, window_size + 1) if t])
    return np.array(rows), corpus[window_size:-window_size]
