"""One-hot rows: a word id as a row of zeros with a single 1."""

import numpy as np

from w2vlib._validation import check_ids, check_positive_int


def convert_one_hot(corpus, vocab_size):
    """Turn word ids into one-hot rows.

    Parameters
    ----------
    corpus : array_like of int, shape (N,) or (N, C)
        Word ids: targets, or C contexts for each of N targets.
    vocab_size : int
        Number of words, V.

    Returns
    -------
    one_hot : ndarray of int32, shape (N, V) or (N, C, V)
        A 1 where the last index is the word id, 0 elsewhere.

    Raises
    ------
    ValueError
        If `corpus` has neither one axis nor two, or `vocab_size` is below 1.
    TypeError, IndexError
        If `corpus` does not hold ids from 0 to V - 1, or `vocab_size` is not a whole number.

    Examples
    --------
    >>> convert_one_hot(np.array([0, 2, 1]), vocab_size=4)
    array([[1, 0, 0, 0],
           [0, 0, 1, 0],
           [0, 1, 0, 0]], dtype=int32)
    """
    V = check_positive_int(vocab_size, "vocab_size")
    corpus = check_ids(corpus, V, "corpus")
    if corpus.ndim not in (1, 2):
        raise ValueError(f"corpus must have shape (N,) or (N, C), but its shape is {corpus.shape}")
    one_hot = np.zeros((*corpus.shape, V), dtype=np.int32)
    np.put_along_axis(one_hot, corpus[..., np.newaxis], 1, axis=-1)
    return one_hot
