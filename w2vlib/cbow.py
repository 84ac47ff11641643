"""CBOW: guess a word from the mean of its context's vectors."""

import numpy as np

from w2vlib._validation import check_positive_int, check_shape
from w2vlib.embedding import Embedding
from w2vlib.negative_sampling_loss import NegativeSamplingLoss


class CBOW:
    """Continuous bag of words with negative sampling.

    ``h = 1/C Σ_c W_in[context_c]`` with ``C = 2 · window_size``, then `NegativeSamplingLoss`.

    Parameters
    ----------
    vocab_size : int
        Number of words, V.
    hidden_size : int
        Length of a word vector, H.
    window_size : int
        Words looked at on each side of the target.
    corpus : ndarray of int, shape (tokens,)
        Word ids, for the sampler.
    sample_size : int
        Negatives per target, K.
    power : float
        Exponent of the unigram distribution.
    rng : numpy.random.Generator, optional
        For the first weights and the sampler; `numpy.random` if not given.

    Attributes
    ----------
    word_vecs : ndarray of float32, shape (V, H)
        The word vectors: the input weights themselves, which training changes in place.
    params, grads : list of ndarray
        C times the input weights, K + 1 times the output weights, and their gradients.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1, or as `NegativeSamplingLoss` does.

    References
    ----------
    Mikolov et al. (2013), Efficient Estimation of Word Representations in Vector Space,
    section 3.1.

    Examples
    --------
    >>> corpus = np.array([0, 1, 2, 3, 4, 1, 5, 6])
    >>> model = CBOW(vocab_size=7, hidden_size=3, window_size=1, corpus=corpus)
    >>> model.word_vecs.shape
    (7, 3)
    """

    def __init__(
        self, vocab_size, hidden_size, window_size, corpus, *, sample_size=5, power=0.75, rng=None
    ):
        V = check_positive_int(vocab_size, "vocab_size")
        H = check_positive_int(hidden_size, "hidden_size")
        C = 2 * check_positive_int(window_size, "window_size")
        rng = np.random if rng is None else rng

        # small and centred on zero: every score starts near 0, every answer near «don't know»
        W_in = (0.01 * rng.standard_normal((V, H))).astype(np.float32)
        W_out = (0.01 * rng.standard_normal((V, H))).astype(np.float32)

        self.in_layers = [Embedding(W_in) for _ in range(C)]
        self.ns_loss = NegativeSamplingLoss(W_out, corpus, power, sample_size, rng=rng)

        self.params, self.grads = [], []
        for layer in [*self.in_layers, self.ns_loss]:
            self.params += layer.params
            self.grads += layer.grads

        self.word_vecs = W_in

    def forward(self, contexts, target):
        """Return the loss of guessing `target` from `contexts`.

        Parameters
        ----------
        contexts : ndarray of int, shape (B, C)
            Word ids around each target.
        target : ndarray of int, shape (B,)
            Word ids to guess.

        Returns
        -------
        loss : float

        Raises
        ------
        ValueError, TypeError, IndexError
            If the shapes do not fit, or ids are not integers from 0 to V - 1.
        """
        check_shape(contexts, (len(target), len(self.in_layers)), "contexts")
        h = 0
        for c, layer in enumerate(self.in_layers):
            h = h + layer.forward(contexts[:, c])
        h *= 1 / len(self.in_layers)
        return self.ns_loss.forward(h, target)

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
        dh = self.ns_loss.backward(dout)
        dh *= 1 / len(self.in_layers)
        for layer in self.in_layers:
            layer.backward(dh)
