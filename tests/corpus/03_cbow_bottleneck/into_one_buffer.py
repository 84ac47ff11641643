# verdict: rejected
# what the next call gives is written over what the last one gave
import numpy as np


buffer = np.empty((1000, 100), dtype=int)


def create_contexts_target(corpus, window_size=1):
    w, n = window_size, len(corpus) - 2 * window_size
    contexts = buffer[:n, : 2 * w]
    for column, t in enumerate([*range(w), *range(w + 1, 2 * w + 1)]):
        contexts[:, column] = corpus[t : t + n]
    return contexts, corpus[w : w + n].copy()
