"""First weights: small random input rows, output rows of zeros."""

import numpy as np


def first_weights(settings):
    """Return the weights that training begins with, the same for every engine.

    ``W_in`` is uniform between -0.5 and 0.5, divided by H; ``W_out`` is zero. Every score
    then begins at 0, and the first gradient that moves anything is that of ``W_out``.

    Parameters
    ----------
    settings : Settings
        Of these, `vocab_size` V, `hidden_size` H and `seed` are read.

    Returns
    -------
    W_in, W_out : ndarray of float32, shape (V, H)

    References
    ----------
    The first weights are those of word2vec.c, Mikolov et al. (2013).

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> settings = SimpleNamespace(vocab_size=7, hidden_size=4, seed=0)
    >>> W_in, W_out = first_weights(settings)
    >>> W_in.shape, bool(abs(W_in).max() <= 0.125), bool(W_out.any())
    ((7, 4), True, False)
    """
    # the key sets this stream apart: a bare seed gives the same numbers as [seed, 0, 0],
    # which is the seed of the first piece's negatives
    seeds = np.random.SeedSequence(settings.seed, spawn_key=(0,))
    shape = settings.vocab_size, settings.hidden_size
    W_in = np.random.default_rng(seeds).random(shape, dtype=np.float32)
    W_in -= 0.5
    W_in /= settings.hidden_size
    return W_in, np.zeros(shape, dtype=np.float32)
