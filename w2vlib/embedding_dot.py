"""EmbeddingDot: the score of a word for a hidden vector, one dot product per example."""

import numpy as np

from w2vlib._validation import check_shape
from w2vlib.embedding import Embedding


class EmbeddingDot:
    """Dot product of hidden vectors with the output rows of chosen words.

    Where a softmax layer multiplies `h` by all V output vectors, this layer takes
    one row per example: B dot products, whatever V is.

    Parameters
    ----------
    W : ndarray of float, shape (V, H)
        Output weights, one row per word.

    Attributes
    ----------
    params, grads : list of ndarray
        ``[W]`` and ``[dW]``.

    Examples
    --------
    >>> W = np.arange(18.0).reshape(6, 3)
    >>> EmbeddingDot(W).forward(np.ones((2, 3)), np.array([1, 3]))
    array([12., 30.])
    """

    def __init__(self, W):
        self.embed = Embedding(W)
        self.params = self.embed.params
        self.grads = self.embed.grads
        self.cache = None

    def forward(self, h, idx):
        """Score word ``idx[b]`` against ``h[b]``.

        Parameters
        ----------
        h : ndarray of float, shape (B, H)
            Hidden vectors.
        idx : ndarray of int, shape (B,)
            One word id per example.

        Returns
        -------
        out : ndarray of float, shape (B,)
            The scores (logits).

        Raises
        ------
        ValueError
            If `h` and `idx` do not fit each other or `W`.
        TypeError, IndexError
            If `idx` does not hold ids from 0 to V - 1.
        """
        check_shape(idx, ("B",), "idx")
        check_shape(h, (len(idx), self.params[0].shape[1]), "h")
        target_W = self.embed.forward(idx)
        self.cache = (h, target_W)
        return np.sum(target_W * h, axis=1)

    def backward(self, dout):
        """Send the gradient of the scores back to `h` and to the rows of `W`.

        Parameters
        ----------
        dout : ndarray of float, shape (B,)
            Gradient of the loss with respect to the scores.

        Returns
        -------
        dh : ndarray of float, shape (B, H)
            Gradient with respect to `h`.

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        ValueError
            If `dout` does not have shape (B,).
        """
        if self.cache is None:
            raise RuntimeError("call forward before backward: there is nothing to send back yet")
        h, target_W = self.cache
        check_shape(dout, (len(h),), "dout")
        dout = np.reshape(dout, (-1, 1))
        self.embed.backward(dout * h)
        return dout * target_W
