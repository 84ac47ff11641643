"""MatMul: a matrix product that can send gradients back."""

import numpy as np

from w2vlib._validation import check_shape


class MatMul:
    """The product ``x W``.

    Parameters
    ----------
    W : ndarray of float, shape (D, H)
        Weights. Used as they are, not copied.

    Attributes
    ----------
    params, grads : list of ndarray
        ``[W]`` and ``[dW]``. `dW` is overwritten by each `backward`.

    Raises
    ------
    ValueError
        If `W` does not have two axes.

    Examples
    --------
    With one-hot rows, the product picks rows of `W`; `Embedding` does so without multiplying.

    >>> W = np.arange(6.0).reshape(3, 2)
    >>> MatMul(W).forward(np.array([[0, 0, 1], [1, 0, 0]]))
    array([[4., 5.],
           [0., 1.]])
    """

    def __init__(self, W):
        check_shape(W, ("D", "H"), "W")
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.x = None

    def forward(self, x):
        """Return ``x W``.

        Parameters
        ----------
        x : ndarray of float or int, shape (B, D)
            One row per example.

        Returns
        -------
        out : ndarray, shape (B, H)

        Raises
        ------
        ValueError
            If `x` does not have two axes, the second of length D.
        """
        (W,) = self.params
        check_shape(x, ("B", len(W)), "x")
        x = np.asarray(x)
        if not np.issubdtype(x.dtype, np.floating):
            # int32 times float32 would be float64, and twice the work
            x = x.astype(W.dtype)
        self.x = x
        return x @ W

    def backward(self, dout):
        """Fill `grads` and return the gradient with respect to `x`.

        ``dW = xᵀ dout`` and ``dx = dout Wᵀ``.

        Parameters
        ----------
        dout : ndarray of float, shape (B, H)
            Gradient of the loss with respect to `forward`'s result.

        Returns
        -------
        dx : ndarray of float, shape (B, D)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        ValueError
            If `dout` does not have the shape of `forward`'s result.
        """
        if self.x is None:
            raise RuntimeError("call forward before backward: there is no x yet")
        (W,) = self.params
        (dW,) = self.grads
        check_shape(dout, (len(self.x), W.shape[1]), "dout")
        dout = np.asarray(dout)
        dW[...] = self.x.T @ dout
        return dout @ W.T
