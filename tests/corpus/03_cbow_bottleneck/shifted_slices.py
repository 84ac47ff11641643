# verdict: full
import numpy as np


def create_contexts_target(corpus, window_size=1, *, dtype=None):
    w, n = window_size, len(corpus) - 2 * window_size
    columns = [corpus[k : k + n] for k in range(2 * w + 1)]
    target = columns.pop(w)
    return np.stack(columns, axis=1).astype(dtype or corpus.dtype), target
