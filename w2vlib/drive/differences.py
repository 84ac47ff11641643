"""The values a central difference is made of, taken from a student's own forward."""

import numpy as np


def evaluate_around(f, x, eps):
    """Evaluate `f` with each entry of `x` moved by ``+eps`` and by ``-eps``.

    Parameters
    ----------
    f : callable
        Takes no argument and returns a number that depends on `x`.
    x : ndarray of float64
        Changed in place, one entry at a time, and put back.
    eps : float
        How far to move.

    Returns
    -------
    plus, minus : ndarray of float64, shape of `x`
        ``(plus - minus) / (2 * eps)`` is the gradient of `f`; the judge works it out.
    """
    plus, minus = np.zeros(x.shape), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        before = x[index]
        x[index] = before + eps
        plus[index] = f()
        x[index] = before - eps
        minus[index] = f()
        x[index] = before
    return plus, minus
