"""Subsampling: leave out most of the words that are everywhere, and train on the rest."""

import numpy as np


def keep_probability(counts, subsample):
    """Return the chance of each word to stay in the text.

    ``P(keep w) = min(1, sqrt(τ / P(w)) + τ / P(w))``, where P(w) is the share that w has of the
    corpus and τ is `subsample`.

    Parameters
    ----------
    counts : array_like of int, shape (V,)
        How often each word id occurs.
    subsample : float
        The share τ. Words that are rarer all stay; the more common a word, the more of it
        goes. word2vec's customary value is 1e-3; 0 keeps every word.

    Returns
    -------
    keep : ndarray of float, shape (V,)
        A word that never occurs has 1.

    References
    ----------
    The formula is that of word2vec.c. It keeps a little more than the one that is printed in
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality, section 2.3.

    Examples
    --------
    >>> keep_probability([900, 96, 4], subsample=0.01).round(3)
    array([0.117, 0.427, 1.   ])
    """
    counts = np.asarray(counts)
    if subsample == 0:
        return np.ones(len(counts))
    share = counts / counts.sum()
    with np.errstate(divide="ignore"):  # a word that never occurs: infinity, then 1
        ratio = subsample / share
    return np.minimum(1.0, np.sqrt(ratio) + ratio)


def thin(words, keep, rng):
    """Return `words` without those that a draw leaves out.

    Parameters
    ----------
    words : ndarray of int, shape (n,)
        Word ids.
    keep : ndarray of float, shape (V,)
        The chance of each word to stay.
    rng : numpy.random.Generator
        Each occurrence is drawn for itself.

    Returns
    -------
    kept : ndarray of int, shape (m,)
        What is left, in its order; neighbours are now words that were further apart.

    Examples
    --------
    >>> thin(np.array([0, 1, 0, 2]), np.array([0.0, 1.0, 1.0]), np.random.default_rng(0))
    array([1, 2])
    """
    return words[rng.random(len(words)) < keep[words]]
