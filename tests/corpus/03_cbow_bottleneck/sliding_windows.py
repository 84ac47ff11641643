# verdict: full
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def create_contexts_target(corpus, window_size):
    windows = sliding_window_view(corpus, 2 * window_size + 1)
    keep = np.arange(2 * window_size + 1) != window_size
    return windows[:, keep], windows[:, window_size]
