"""Gradients by trial: nudge each number, and see how much the loss moves."""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    """Return the gradient of `f` at `x` by central differences.

    ``df/dx_i ≈ (f(x + eps e_i) - f(x - eps e_i)) / (2 eps)``: slow, with two calls of `f`
    per entry of `x`, but simple enough to be believed. What a `backward` computes must
    agree with it.

    Parameters
    ----------
    f : callable
        Takes `x` and returns a number. It may also ignore its argument and look at the
        same array elsewhere, say as the weights of a layer: `x` is nudged in place.
    x : ndarray of float64, any shape
        Where to take the gradient. When the function returns or raises, `x` holds what it
        held before.
    eps : float
        Half the distance between the two points. Too large, and the curve of `f` shows;
        too small, and the two values agree in too many digits.

    Returns
    -------
    grad : ndarray of float64, same shape as `x`

    Raises
    ------
    TypeError
        If `x` is not an array of float64. In float32 a step of 1e-5 is lost in rounding.
    ValueError
        If `x` cannot be written to, `eps` is not positive, or `f` does not return a
        single number.

    References
    ----------
    Press et al. (2007), Numerical Recipes, 3rd edition, section 5.7.

    Examples
    --------
    >>> numerical_gradient(lambda x: np.sum(x**2), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])
    """
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        came = f"an array of {x.dtype}" if isinstance(x, np.ndarray) else f"a {type(x).__name__}"
        raise TypeError(f"x must be an array of float64, but {came} came")
    if not x.flags.writeable:
        raise ValueError("x must be writable, because it is nudged in place; pass a copy")
    if not eps > 0:
        raise ValueError(f"eps must be above 0, but {eps} came")

    grad = np.empty_like(x)
    for i in np.ndindex(x.shape):
        before = x[i]
        try:
            x[i] = before + eps
            above = _number(f(x))
            x[i] = before - eps
            below = _number(f(x))
        finally:
            x[i] = before
        grad[i] = (above - below) / (2 * eps)
    return grad


def _number(value):
    if np.ndim(value) != 0:
        raise ValueError(f"f must return a single number, but it gave shape {np.shape(value)}")
    return float(value)
