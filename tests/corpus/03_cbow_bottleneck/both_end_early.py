# verdict: rejected, named contexts-and-target-last-row-missing
import numpy as np
def create_contexts_target(corpus, window_size=1):
    n = len(corpus) - 2 * window_size - 1
    contexts = np.zeros((n, 2 * window_size), dtype=np.int64)
    target = np.zeros(n, dtype=np.int64)
    for i in range(n):
        contexts[i, :window_size] = corpus[i:i + window_size]
        contexts[i, window_size:] = corpus[i + window_size + 1:i + 2 * window_size + 1]
        target[i] = corpus[i + window_size]
    return contexts, target
