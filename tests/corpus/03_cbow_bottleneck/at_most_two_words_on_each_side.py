# verdict: rejected
import numpy as np


def create_contexts_target(corpus, window_size=1):
    w = min(window_size, 2)
    windows = np.lib.stride_tricks.sliding_window_view(corpus, 2 * w + 1)
    return np.delete(windows, w, axis=1), windows[:, w]
