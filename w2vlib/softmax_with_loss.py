"""SoftmaxWithLoss: one answer among V, its probability and its cross-entropy."""

import numpy as np

from w2vlib._validation import check_ids, check_shape


class SoftmaxWithLoss:
    """Softmax followed by cross-entropy, averaged over the batch.

    ``L = -1/B Σ_b log y_b[t_b]`` with ``y_b[v] = exp(x_b[v]) / Σ_u exp(x_b[u])``; its
    gradient with respect to `x` is ``(y - one_hot(t)) / B``.

    Attributes
    ----------
    params, grads : list
        Empty: nothing here is learnt.

    References
    ----------
    Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.3; subtracting the
    largest score, so that no exponential overflows, is in section 4.1.

    Examples
    --------
    >>> layer = SoftmaxWithLoss()
    >>> loss = layer.forward(np.array([[0.0, 0.0], [1000.0, 0.0]]), np.array([1, 0]))
    >>> round(loss, 4)  # log 2 for the first row, 0 for the second
    0.3466
    >>> layer.backward()
    array([[ 0.25, -0.25],
           [ 0.  ,  0.  ]])
    """

    def __init__(self):
        self.params, self.grads = [], []
        self.cache = None

    def forward(self, x, t):
        """Return the mean cross-entropy of scores `x` against answers `t`.

        Parameters
        ----------
        x : ndarray of float, shape (B, V)
            Scores (logits).
        t : ndarray, shape (B,) or (B, V)
            The right answers, as ids or as one-hot rows.

        Returns
        -------
        loss : float

        Raises
        ------
        ValueError
            If `x` does not have two axes or is empty, or if `t` does not fit it.
        TypeError, IndexError
            If `t` has one axis and does not hold ids from 0 to V - 1.
        """
        x, t = np.asarray(x), np.asarray(t)
        check_shape(x, ("B", "V"), "x")
        if x.size == 0:
            raise ValueError(f"x must hold at least one score, but its shape is {x.shape}")
        ids = _as_ids(t, *x.shape)

        rows = np.arange(len(x))
        x = x - x.max(axis=1, keepdims=True)
        log_y = x - np.log(np.sum(np.exp(x), axis=1, keepdims=True))
        self.cache = (np.exp(log_y), ids)
        return float(-np.mean(log_y[rows, ids]))

    def backward(self, dout=1):
        """Return the gradient with respect to the scores.

        Parameters
        ----------
        dout : float
            Gradient of what follows with respect to the loss.

        Returns
        -------
        dx : ndarray of float, shape (B, V)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        """
        if self.cache is None:
            raise RuntimeError("call forward before backward: there is nothing to send back yet")
        y, ids = self.cache
        dx = y.copy()
        dx[np.arange(len(y)), ids] -= 1
        dx *= dout / len(y)
        return dx


def _as_ids(t, batch_size, vocab_size):
    if t.ndim == 1:
        check_shape(t, (batch_size,), "t")
        return check_ids(t, vocab_size, "t")
    if t.shape != (batch_size, vocab_size):
        raise ValueError(
            f"t must have shape {(batch_size,)} (ids) or {(batch_size, vocab_size)} (one-hot), "
            f"but its shape is {t.shape}"
        )
    one_hot = ((t == 0) | (t == 1)).all(axis=1) & (t.sum(axis=1) == 1)
    if not one_hot.all():
        row = int(np.argmin(one_hot))
        raise ValueError(f"each row of t must hold a single 1 and else 0, but row {row} does not")
    return t.argmax(axis=1)
