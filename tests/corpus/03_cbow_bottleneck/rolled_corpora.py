# verdict: full
import numpy as np


def create_contexts_target(corpus, window_size=1):
    w = window_size
    shifts = [-t for t in range(-w, w + 1) if t]
    columns = [np.roll(corpus, shift)[w : len(corpus) - w] for shift in shifts]
    return np.column_stack(columns), corpus[w : len(corpus) - w].copy()
