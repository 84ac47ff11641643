# verdict: rejected, named contexts-are-floats
import numpy as np
def create_contexts_target(corpus, window_size=1):
    n = len(corpus) - 2 * window_size
    contexts = np.zeros((n, 2 * window_size))
    target = np.zeros(n)
    for i in range(n):
        contexts[i] = np.delete(corpus[i:i + 2 * window_size + 1], window_size)
        target[i] = corpus[i + window_size]
    return contexts, target
