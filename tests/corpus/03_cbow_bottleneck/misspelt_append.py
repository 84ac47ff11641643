# verdict: rejected
import numpy as np
def create_contexts_target(corpus, window_size=1):
    contexts = []
    for i in range(window_size, len(corpus) - window_size):
        cs = [corpus[i + t] for t in range(-window_size, window_size + 1) if t != 0]
        contexts.appnd(cs)
    return np.array(contexts), corpus[window_size:-window_size]
