"""Contexts and targets: what a window sees while it slides over a corpus."""

import numpy as np

from w2vlib._validation import check_corpus, check_positive_int


def create_contexts_target(corpus, window_size=1):
    """Cut a corpus into contexts and the words between them.

    Parameters
    ----------
    corpus : array_like of int, shape (tokens,)
        Word ids.
    window_size : int
        Words taken on each side of a target.

    Returns
    -------
    contexts : ndarray of int, shape (tokens - 2 * window_size, 2 * window_size)
        Row i: the ids before ``target[i]``, then those after it, in the order of the text.
    target : ndarray of int, shape (tokens - 2 * window_size,)
        Every word that has a full window.

    Raises
    ------
    ValueError
        If the corpus is empty, shorter than one window or not one-dimensional, or if
        `window_size` is below 1.
    TypeError
        If the corpus does not hold integers, or `window_size` is not a whole number.
    IndexError
        If an id is negative.

    Examples
    --------
    >>> contexts, target = create_contexts_target([0, 1, 2, 3, 4, 1, 5, 6], window_size=1)
    >>> contexts[:3].tolist(), target[:3].tolist()
    ([[0, 2], [1, 3], [2, 4]], [1, 2, 3])
    """
    corpus = check_corpus(corpus)
    window_size = check_positive_int(window_size, "window_size")
    width = 2 * window_size + 1
    if len(corpus) < width:
        raise ValueError(
            f"a window of {window_size} words on each side needs a corpus of at least "
            f"{width} words, but this one has {len(corpus)}"
        )
    windows = np.lib.stride_tricks.sliding_window_view(corpus, width)
    return np.delete(windows, window_size, axis=1), windows[:, window_size].copy()
