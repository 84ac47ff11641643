# verdict: rejected, named contexts-not-in-text-order
import numpy as np
def create_contexts_target(corpus, window_size=1):
    target = corpus[window_size:-window_size]
    contexts = []
    for i in range(window_size, len(corpus) - window_size):
        cs = []
        for d in range(1, window_size + 1):
            cs.append(corpus[i - d])
            cs.append(corpus[i + d])
        contexts.append(cs)
    return np.array(contexts), target
