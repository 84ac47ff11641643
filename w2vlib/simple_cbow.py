"""SimpleCBOW: guess a word from its context by a softmax over the whole vocabulary."""

import numpy as np

from w2vlib._validation import check_positive_int, check_shape
from w2vlib.matmul import MatMul
from w2vlib.softmax_with_loss import SoftmaxWithLoss


class SimpleCBOW:
    """Continuous bag of words with one-hot input and a V-way softmax.

    ``h = 1/C Σ_c x_c W_in``, then ``SoftmaxWithLoss(h W_out)``, with ``C = 2 · window_size``.
    Both products cost time in proportion to V, which is what `CBOW` avoids.

    Parameters
    ----------
    vocab_size : int
        Number of words, V.
    hidden_size : int
        Length of a word vector, H.
    window_size : int
        Words looked at on each side of the target.
    rng : numpy.random.Generator, optional
        For the first weights; `numpy.random` if not given.

    Attributes
    ----------
    word_vecs : ndarray of float32, shape (V, H)
        The word vectors: the input weights themselves, which training changes in place.
    params, grads : list of ndarray
        C times the input weights, then the output weights of shape (H, V), and their
        gradients. The gradient with respect to the input weights is the sum of the first C
        (`remove_duplicate` adds them up).

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1.

    References
    ----------
    Mikolov et al. (2013), Efficient Estimation of Word Representations in Vector Space,
    section 3.1.

    Examples
    --------
    >>> from w2vlib.one_hot import convert_one_hot
    >>> contexts = convert_one_hot(np.array([[0, 2], [1, 3]]), vocab_size=7)
    >>> target = convert_one_hot(np.array([1, 2]), vocab_size=7)
    >>> model = SimpleCBOW(vocab_size=7, hidden_size=5)
    >>> round(model.forward(contexts, target), 1)  # log 7: it knows nothing yet
    1.9
    """

    def __init__(self, vocab_size, hidden_size, *, window_size=1, rng=None):
        V = check_positive_int(vocab_size, "vocab_size")
        H = check_positive_int(hidden_size, "hidden_size")
        C = 2 * check_positive_int(window_size, "window_size")
        rng = np.random if rng is None else rng

        W_in = (0.01 * rng.standard_normal((V, H))).astype(np.float32)
        W_out = (0.01 * rng.standard_normal((H, V))).astype(np.float32)

        self.in_layers = [MatMul(W_in) for _ in range(C)]
        self.out_layer = MatMul(W_out)
        self.loss_layer = SoftmaxWithLoss()

        self.params, self.grads = [], []
        for layer in [*self.in_layers, self.out_layer]:
            self.params += layer.params
            self.grads += layer.grads

        self.word_vecs = W_in

    def forward(self, contexts, target):
        """Return the loss of guessing `target` from `contexts`.

        Parameters
        ----------
        contexts : ndarray of int or float, shape (B, C, V)
            One-hot rows of the words around each target.
        target : ndarray of int or float, shape (B, V)
            One-hot rows of the words to guess.

        Returns
        -------
        loss : float

        Raises
        ------
        ValueError
            If a shape does not fit, or a row of `target` is not one-hot.
        """
        B, C, V = len(target), len(self.in_layers), len(self.word_vecs)
        check_shape(target, ("B", V), "target")
        check_shape(contexts, (B, C, V), "contexts")
        h = 0
        for c, layer in enumerate(self.in_layers):
            h = h + layer.forward(contexts[:, c])
        h *= 1 / C
        score = self.out_layer.forward(h)
        return self.loss_layer.forward(score, target)

    def backward(self, dout=1):
        """Fill `grads` with the gradients of the last `forward`.

        Parameters
        ----------
        dout : float
            Gradient of what follows with respect to the loss.

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        """
        dscore = self.loss_layer.backward(dout)
        dh = self.out_layer.backward(dscore)
        dh *= 1 / len(self.in_layers)
        for layer in self.in_layers:
            layer.backward(dh)
