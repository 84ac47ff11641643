# verdict: rejected
import numpy as np


def create_contexts_target(corpus, window_size=1):
    windows = np.lib.stride_tricks.sliding_window_view(corpus, 2 * window_size + 1)
    return np.delete(windows, window_size, axis=1), windows[:, window_size], windows
