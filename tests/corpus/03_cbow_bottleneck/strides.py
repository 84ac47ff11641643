# verdict: full
from numpy.lib.stride_tricks import as_strided

import numpy as np


def create_contexts_target(corpus, window_size=1):
    n, (step,) = len(corpus) - 2 * window_size, corpus.strides
    before = as_strided(corpus, (n, window_size), (step, step), writeable=False)
    after = as_strided(corpus[window_size + 1 :], (n, window_size), (step, step), writeable=False)
    return np.hstack([before, after]), corpus[window_size:][:n]
