# verdict: full
import numpy as np


def create_contexts_target(corpus: np.ndarray, window_size: int = 1) -> tuple:
    ids = corpus.tolist()
    w = window_size
    places = [i for i in range(len(ids)) if w <= i <= len(ids) - 1 - w]
    contexts = np.array([ids[i - w : i] + ids[i + 1 : i + 1 + w] for i in places])
    target = np.array([ids[i] for i in places])
    return contexts, target
