"""Windows: the share that each neighbour of a target has in its hidden vector."""

import numpy as np

from w2vlib._validation import check_positive_int


def window_shares(window_size):
    """Return the factor of each neighbour, for windows of every size.

    Parameters
    ----------
    window_size : int
        Words on each side of a target in the largest window, w.

    Returns
    -------
    shares : ndarray of float32, shape (w, 2 * w)
        Row ``b - 1`` is for a window of b words on each side: ``1 / 2b`` for the b
        neighbours next to the target, 0 for those further off. The columns stand in the
        order of the text, the target itself left out.

    Raises
    ------
    TypeError, ValueError
        If `window_size` is not a whole number of at least 1.

    Examples
    --------
    >>> window_shares(2)
    array([[0.  , 0.5 , 0.5 , 0.  ],
           [0.25, 0.25, 0.25, 0.25]], dtype=float32)
    """
    w = check_positive_int(window_size, "window_size")
    distance = np.abs(np.delete(np.arange(-w, w + 1), w))
    size = np.arange(1, w + 1)[:, None]
    return np.where(distance <= size, 1 / (2 * size), 0).astype(np.float32)


def draw_shares(examples, window_size, dynamic, rng):
    """Return the shares of the neighbours of each target.

    Parameters
    ----------
    examples : int
        Number of targets, T.
    window_size : int
        Words on each side of a target, w; with `dynamic`, at most so many.
    dynamic : bool
        Whether each target's window is drawn, uniformly from 1 to w words on each side.
        Near words then count more often than far ones.
    rng : numpy.random.Generator
        For the sizes.

    Returns
    -------
    shares : ndarray of float32, shape (T, 2 * w)
        Rows of `window_shares`; the hidden vector of a target is the sum of its neighbours'
        vectors times these. Not to be written to.

    Examples
    --------
    >>> draw_shares(2, 1, dynamic=True, rng=np.random.default_rng(0))
    array([[0.5, 0.5],
           [0.5, 0.5]], dtype=float32)
    """
    shares = window_shares(window_size)
    if dynamic:
        return shares[rng.integers(window_size, size=examples)]
    return np.broadcast_to(shares[-1], (examples, 2 * window_size))
