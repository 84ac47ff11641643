# verdict: full
import numpy as np


def create_contexts_target(corpus, window_size=1):
    target = corpus[window_size:-window_size]
    contexts = []
    for i in range(window_size, len(corpus) - window_size):
        row = []
        for t in range(-window_size, window_size + 1):
            if t == 0:
                continue
            row.append(corpus[i + t])
        contexts.append(row)
    return np.array(contexts), np.array(target)
