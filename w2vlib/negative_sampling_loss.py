"""NegativeSamplingLoss: one positive and K negative yes/no questions per target."""

import numpy as np

from w2vlib._validation import check_shape
from w2vlib.embedding_dot import EmbeddingDot
from w2vlib.sigmoid_with_loss import SigmoidWithLoss
from w2vlib.unigram_sampler import UnigramSampler


class NegativeSamplingLoss:
    """Teach the target «yes» and K sampled words «no».

    ``L = 1/B Σ_b [-log σ(h_b · w_t) - Σ_k log σ(-h_b · w_k)]``, where ``w_t`` is the
    output row of the target and ``w_k`` those of its negatives.

    Parameters
    ----------
    W : ndarray of float, shape (V, H)
        Output weights, shared by all K + 1 questions.
    corpus : ndarray of int, shape (tokens,)
        Word ids, for the sampler.
    power : float
        Exponent of the unigram distribution.
    sample_size : int
        Negatives per target, K.
    rng : numpy.random.Generator, optional
        For the sampler; `numpy.random` if not given.

    Attributes
    ----------
    params, grads : list of ndarray
        K + 1 times the same `W`, and K + 1 gradients. The gradient of the loss with
        respect to `W` is their sum (`remove_duplicate` adds them up).

    Raises
    ------
    ValueError
        If `W` has fewer rows than the corpus has word ids, or as `UnigramSampler` does.

    References
    ----------
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality, equation 4.

    Examples
    --------
    >>> W = np.zeros((5, 3))
    >>> loss = NegativeSamplingLoss(W, np.array([0, 1, 2, 3, 4, 1, 2, 3]), sample_size=2)
    >>> round(float(loss.forward(np.ones((2, 3)), np.array([1, 3]))), 4)  # 3 log 2
    2.0794
    """

    def __init__(self, W, corpus, power=0.75, sample_size=5, *, rng=None):
        self.sample_size = sample_size
        self.sampler = UnigramSampler(corpus, power, sample_size, rng=rng)
        if len(W) < self.sampler.vocab_size:
            raise ValueError(
                f"W must have a row for each word id up to {self.sampler.vocab_size - 1}, "
                f"but it has {len(W)} rows"
            )
        self.loss_layers = [SigmoidWithLoss() for _ in range(sample_size + 1)]
        self.embed_dot_layers = [EmbeddingDot(W) for _ in range(sample_size + 1)]

        self.params, self.grads = [], []
        for layer in self.embed_dot_layers:
            self.params += layer.params
            self.grads += layer.grads

    def forward(self, h, target):
        """Return the loss, with fresh negatives for each call.

        Parameters
        ----------
        h : ndarray of float, shape (B, H)
            Hidden vectors.
        target : ndarray of int, shape (B,)
            The word that belongs to each.

        Returns
        -------
        loss : float
            Summed over the K + 1 questions, averaged over the batch.

        Raises
        ------
        ValueError, TypeError, IndexError
            If `h` and `target` do not fit each other, `W` or the corpus.
        """
        check_shape(h, (len(target), "H"), "h")
        negative_sample = self.sampler.get_negative_sample(target)
        yes = np.ones(len(target), dtype=np.int32)
        no = np.zeros(len(target), dtype=np.int32)

        # layer 0 asks about the target, layer 1 + k about the k-th negative
        score = self.embed_dot_layers[0].forward(h, target)
        loss = self.loss_layers[0].forward(score, yes)
        for k in range(self.sample_size):
            score = self.embed_dot_layers[1 + k].forward(h, negative_sample[:, k])
            loss += self.loss_layers[1 + k].forward(score, no)
        return loss

    def backward(self, dout=1):
        """Fill `grads` and return the gradient with respect to `h`.

        Parameters
        ----------
        dout : float
            Gradient of what follows with respect to the loss.

        Returns
        -------
        dh : ndarray of float, shape (B, H)

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        """
        dh = 0
        for loss_layer, dot_layer in zip(self.loss_layers, self.embed_dot_layers, strict=True):
            dscore = loss_layer.backward(dout)
            dh = dh + dot_layer.backward(dscore)
        return dh
