# verdict: rejected, named contexts-hold-their-target
import numpy as np
def create_contexts_target(corpus, window_size=1):
    contexts = np.lib.stride_tricks.sliding_window_view(corpus, 2 * window_size + 1)
    return contexts, corpus[window_size:-window_size]
