"""Embedding: look up rows of a matrix by word id, and send gradients back to them."""

import numpy as np

from w2vlib._validation import check_ids, check_shape


class Embedding:
    """A matrix with one row per word.

    The product of a one-hot row and `W` is a row of `W`; this layer takes the row
    and skips the product.

    Parameters
    ----------
    W : ndarray of float, shape (V, H)
        One row of length H for each of V words. Used as it is, not copied.

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
    >>> W = np.arange(21).reshape(7, 3)
    >>> Embedding(W).forward(np.array([1, 0, 3, 0]))
    array([[ 3,  4,  5],
           [ 0,  1,  2],
           [ 9, 10, 11],
           [ 0,  1,  2]])
    """

    def __init__(self, W):
        check_shape(W, ("V", "H"), "W")
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.idx = None

    def forward(self, idx):
        """Return the rows of `W` named by `idx`.

        Parameters
        ----------
        idx : ndarray of int, shape (B,)
            Word ids. Ids may repeat.

        Returns
        -------
        out : ndarray, shape (B, H), dtype of `W`
            A copy: changing it leaves `W` alone.

        Raises
        ------
        TypeError, IndexError
            If `idx` does not hold ids from 0 to V - 1.
        """
        (W,) = self.params
        self.idx = check_ids(idx, len(W))
        return W[self.idx]

    def backward(self, dout):
        """Add each row of `dout` to the row of `dW` it came from.

        Parameters
        ----------
        dout : ndarray of float, shape (B, H)
            Gradient of the loss with respect to `forward`'s result.

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        ValueError
            If `dout` does not have the shape of `forward`'s result.
        TypeError
            If `W` is an integer matrix: gradients are fractions.
        """
        if self.idx is None:
            raise RuntimeError("call forward before backward: there are no ids yet")
        (dW,) = self.grads
        check_shape(dout, (*self.idx.shape, dW.shape[1]), "dout")
        if not np.issubdtype(dW.dtype, np.inexact):
            raise TypeError(f"W must be a float matrix to have gradients, but it is {dW.dtype}")
        dW[...] = 0
        np.add.at(dW, self.idx, dout)
