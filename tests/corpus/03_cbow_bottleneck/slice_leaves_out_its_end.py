# verdict: rejected, named contexts-range-leaves-out-its-end
import numpy as np
def create_contexts_target(corpus, window_size=1):
    target = corpus[window_size:-window_size]
    contexts = []
    for i in range(window_size, len(corpus) - window_size):
        before = corpus[i-window_size:i]
        after = corpus[i+1:i+window_size]
        contexts.append(np.concatenate((before, after)))
    return np.array(contexts), target
