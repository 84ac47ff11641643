"""SkipGram: guess each word of the context from the word in the middle."""

import numpy as np

from w2vlib._validation import check_positive_int, check_shape
from w2vlib.embedding import Embedding
from w2vlib.negative_sampling_loss import NegativeSamplingLoss


class SkipGram:
    """Skip-gram with negative sampling: CBOW the other way round.

    ``h = W_in[target]``, then one `NegativeSamplingLoss` for each of the
    ``C = 2 · window_size`` words around it; the loss is their sum.

    Parameters
    ----------
    vocab_size : int
        Number of words, V.
    hidden_size : int
        Length of a word vector, H.
    window_size : int
        Words to guess on each side of the target.
    corpus : ndarray of int, shape (tokens,)
        Word ids, for the samplers.
    sample_size : int
        Negatives per context word, K.
    power : float
        Exponent of the unigram distribution.
    rng : numpy.random.Generator, optional
        For the first weights and the samplers; `numpy.random` if not given.

    Attributes
    ----------
    word_vecs : ndarray of float32, shape (V, H)
        The word vectors: the input weights themselves, which training changes in place.
    params, grads : list of ndarray
        The input weights once, the output weights C (K + 1) times, and their gradients.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1, or as `NegativeSamplingLoss` does.

    References
    ----------
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality, sections 2 and 2.2.

    Examples
    --------
    >>> corpus = np.array([0, 1, 2, 3, 4, 1, 5, 6])
    >>> model = SkipGram(vocab_size=7, hidden_size=3, window_size=1, corpus=corpus)
    >>> loss = model.forward(np.array([[0, 2], [1, 3]]), np.array([1, 2]))
    >>> round(float(loss), 1)  # 2 contexts of 6 yes/no questions, each log 2 so far
    8.3
    """

    def __init__(
        self, vocab_size, hidden_size, window_size, corpus, *, sample_size=5, power=0.75, rng=None
    ):
        V = check_positive_int(vocab_size, "vocab_size")
        H = check_positive_int(hidden_size, "hidden_size")
        C = 2 * check_positive_int(window_size, "window_size")
        rng = np.random if rng is None else rng

        W_in = (0.01 * rng.standard_normal((V, H))).astype(np.float32)
        W_out = (0.01 * rng.standard_normal((V, H))).astype(np.float32)

        self.in_layer = Embedding(W_in)
        self.loss_layers = [
            NegativeSamplingLoss(W_out, corpus, power, sample_size, rng=rng) for _ in range(C)
        ]

        self.params, self.grads = [], []
        for layer in [self.in_layer, *self.loss_layers]:
            self.params += layer.params
            self.grads += layer.grads

        self.word_vecs = W_in

    def forward(self, contexts, target):
        """Return the loss of guessing `contexts` from `target`.

        Parameters
        ----------
        contexts : ndarray of int, shape (B, C)
            Word ids to guess.
        target : ndarray of int, shape (B,)
            Word ids in the middle.

        Returns
        -------
        loss : float
            Summed over the C contexts, averaged over the batch.

        Raises
        ------
        ValueError, TypeError, IndexError
            If the shapes do not fit, or ids are not integers from 0 to V - 1.
        """
        check_shape(target, ("B",), "target")
        check_shape(contexts, (len(target), len(self.loss_layers)), "contexts")
        h = self.in_layer.forward(target)
        loss = 0
        for c, layer in enumerate(self.loss_layers):
            loss += layer.forward(h, contexts[:, c])
        return loss

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
        dh = 0
        for layer in self.loss_layers:
            dh = dh + layer.backward(dout)
        self.in_layer.backward(dh)
