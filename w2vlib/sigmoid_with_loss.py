"""SigmoidWithLoss: a yes/no question, its probability and its cross-entropy."""

import numpy as np

from w2vlib._validation import check_shape


def sigmoid(x):
    """Return ``1 / (1 + exp(-x))``, without overflow for large negative `x`.

    Parameters
    ----------
    x : ndarray of float, any shape

    Returns
    -------
    y : ndarray of float, same shape, between 0 and 1

    Examples
    --------
    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    return np.exp(-np.logaddexp(0, -x))


class SigmoidWithLoss:
    """Sigmoid followed by binary cross-entropy, averaged over the batch.

    ``L = -1/B Σ_b [t_b log y_b + (1 - t_b) log(1 - y_b)]`` with ``y = sigmoid(x)``;
    its gradient is ``(y - t) / B``.

    Attributes
    ----------
    params, grads : list
        Empty: nothing here is learnt.

    Examples
    --------
    >>> layer = SigmoidWithLoss()
    >>> float(layer.forward(np.array([0.0, 0.0]), np.array([1, 0]))).__round__(4)
    0.6931
    >>> layer.backward()
    array([-0.25,  0.25])
    """

    def __init__(self):
        self.params, self.grads = [], []
        self.cache = None

    def forward(self, x, t):
        """Return the mean cross-entropy of logits `x` against labels `t`.

        Parameters
        ----------
        x : ndarray of float, shape (B,)
            Logits.
        t : ndarray, shape (B,)
            Labels: 1 for yes, 0 for no.

        Returns
        -------
        loss : float

        Raises
        ------
        ValueError
            If `x` is empty, `t` has another shape than `x`, or a label is not 0 or 1.
        """
        x, t = np.asarray(x), np.asarray(t)
        if x.size == 0:
            raise ValueError("x must hold at least one logit, but it is empty")
        check_shape(t, x.shape, "t")
        if not np.isin(t, (0, 1)).all():
            raise ValueError(f"t must hold only the labels 0 and 1, but it holds {t!r}")
        t = t.astype(x.dtype)
        self.cache = (sigmoid(x), t)
        # -log y = log(1 + exp(-x)) and -log(1 - y) = log(1 + exp(x)): no log of 0 for any x
        return np.mean(np.logaddexp(0, x) - t * x)

    def backward(self, dout=1):
        """Return the gradient with respect to the logits.

        Parameters
        ----------
        dout : float
            Gradient of what follows with respect to the loss.

        Returns
        -------
        dx : ndarray of float, shape (B,)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        """
        if self.cache is None:
            raise RuntimeError("call forward before backward: there is nothing to send back yet")
        y, t = self.cache
        return (y - t) * dout / y.size
