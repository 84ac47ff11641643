# verdict: full
import numpy as np


def create_contexts_target(corpus, window_size=1):
    n = len(corpus) - 2 * window_size
    contexts = np.zeros((n, 2 * window_size), dtype=int)
    target = np.empty(n, dtype=np.int32)
    for row in range(n):
        window = corpus[row : row + 2 * window_size + 1]
        contexts[row, :window_size] = window[:window_size]
        contexts[row, window_size:] = window[-window_size:]
        target[row] = window[window_size]
    return [contexts, target]
