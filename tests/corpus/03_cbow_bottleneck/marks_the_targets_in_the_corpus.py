# verdict: rejected
import numpy as np


def create_contexts_target(corpus, window_size=1):
    w, n = window_size, len(corpus) - 2 * window_size
    columns = [corpus[t : t + n].copy() for t in range(2 * w + 1)]
    target = columns.pop(w)
    corpus[w : w + n] = -1
    return np.stack(columns, axis=1), target
