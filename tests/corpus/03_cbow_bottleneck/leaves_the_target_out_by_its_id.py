# verdict: rejected
# wrong where the same word stands beside the target
import numpy as np


def create_contexts_target(corpus, window_size=1):
    contexts, target = [], corpus[window_size:-window_size]
    for i in range(window_size, len(corpus) - window_size):
        window = corpus[i - window_size : i + window_size + 1]
        contexts.append(window[window != corpus[i]])
    return np.array(contexts), target
