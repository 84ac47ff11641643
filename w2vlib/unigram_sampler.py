"""UnigramSampler: negative samples, drawn by powered word frequency."""

import numpy as np

from w2vlib._validation import check_corpus, check_ids, check_positive_int, check_shape


class UnigramSampler:
    """Draw words that are not the answer, common words more often than rare ones.

    The policy: each row holds `sample_size` different ids, never that row's target,
    drawn one after another without replacement from the powered unigram distribution,
    ``P(w) ∝ count(w) ** power``, renormalised without the target.

    Parameters
    ----------
    corpus : ndarray of int, shape (tokens,)
        Word ids; their counts make the distribution.
    power : float
        Exponent of the counts. Below 1 it lifts rare words; 0.75 is customary.
    sample_size : int
        Negatives per target, K.
    rng : numpy.random.Generator, optional
        Source of randomness; `numpy.random` if not given.

    Attributes
    ----------
    vocab_size : int
        V, the largest id in `corpus` plus one.
    word_p : ndarray of float, shape (V,)
        The powered unigram distribution; it sums to 1.

    Raises
    ------
    ValueError
        If the corpus is empty, `power` is negative or not finite, `sample_size` is below 1,
        or the corpus has too few different words for `sample_size` negatives.
    TypeError, IndexError
        If the corpus does not hold word ids.

    References
    ----------
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality, section 2.2.

    Examples
    --------
    >>> corpus = np.array([0, 1, 2, 3, 4, 1, 2, 3])
    >>> sampler = UnigramSampler(corpus, 0.75, 2, rng=np.random.default_rng(0))
    >>> sampler.get_negative_sample(np.array([1, 3, 0])).shape
    (3, 2)
    """

    def __init__(self, corpus, power, sample_size, *, rng=None):
        corpus = check_corpus(corpus)
        self.sample_size = check_positive_int(sample_size, "sample_size")
        if not (np.isfinite(power) and power >= 0):
            raise ValueError(f"power must be a finite number of at least 0, but {power} came")
        self.rng = np.random if rng is None else rng

        counts = np.bincount(corpus)
        self.vocab_size = len(counts)
        # 0 ** 0 is 1: a word that never occurs must stay impossible at power 0 too;
        # divided by the largest, so that no power is too large for a float
        powered = np.where(counts > 0, (counts / counts.max()) ** power, 0.0)
        self.word_p = powered / powered.sum()

        possible = np.count_nonzero(self.word_p)
        if possible <= sample_size:
            raise ValueError(
                f"{sample_size} different negatives beside the target need at least "
                f"{sample_size + 1} different words that can be drawn, but this corpus with "
                f"power {power} has {possible}"
            )

    def get_negative_sample(self, target):
        """Draw negatives for each target.

        Parameters
        ----------
        target : ndarray of int, shape (B,)
            The right answers, which must not be drawn.

        Returns
        -------
        negative_sample : ndarray of int, shape (B, K)
            Row b holds K different ids, none of them ``target[b]``.

        Raises
        ------
        TypeError, IndexError
            If `target` does not hold ids from 0 to V - 1.
        ValueError
            If `target` is not one-dimensional.
        """
        check_shape(target, ("B",), "target")
        target = check_ids(target, self.vocab_size, "target")
        negative_sample = np.empty((len(target), self.sample_size), dtype=np.int64)
        for row, answer in enumerate(target):
            p = self.word_p.copy()
            p[answer] = 0
            p /= p.sum()
            negative_sample[row] = self.rng.choice(
                self.vocab_size, size=self.sample_size, replace=False, p=p
            )
        return negative_sample
