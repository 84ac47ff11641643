# verdict: full
from collections import deque

import numpy as np


def windows(corpus, width):
    seen = deque(maxlen=width)
    for word_id in corpus:
        seen.append(int(word_id))
        if len(seen) == width:
            yield tuple(seen)


def create_contexts_target(corpus, window_size, **kwargs):
    table = np.array(list(windows(corpus, 2 * window_size + 1)), **kwargs)
    return np.delete(table, window_size, axis=1), table[:, window_size]
