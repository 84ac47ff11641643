"""How large a batch may be before its summed gradients overshoot."""

import numpy as np

from w2vlib.fast.batch_sampler import powered_unigram

#: Learning rate times questions about one word in one batch. A rule of thumb, found by trial at
#: a learning rate of 0.1: twice as much is too much for many small vocabularies. At far higher
#: rates even small batches may diverge.
STEADY = 3


def steady_batch_size(counts, settings, lr, most):
    """Return a batch size at which training is steady, for learning rates near 0.1.

    All gradients of a batch are those of the weights before it, and they are added up. A
    batch of B targets asks about word w about ``B (f(w) + K P(w))`` times, f its share of
    the corpus and P the distribution of the negatives. If `lr` times this is large for the
    commonest word, its row goes past its goal by more than it was off, and further with each
    batch. In a small vocabulary, or with many negatives, that happens early.

    Parameters
    ----------
    counts : ndarray of int, shape (V,)
        How often each word id occurs.
    settings : Settings
        Of these, `sample_size` and `power` are read.
    lr : float
        Learning rate.
    most : int
        The largest batch that is wanted.

    Returns
    -------
    batch_size : int
        From 1 to `most`.

    Examples
    --------
    >>> from w2vlib.fast.settings import Settings
    >>> settings = Settings(vocab_size=10_000)
    >>> steady_batch_size(np.full(10_000, 90), settings, lr=0.1, most=200)
    200
    >>> steady_batch_size(np.full(10, 90), settings, lr=0.1, most=200)
    50
    """
    share = np.asarray(counts) / np.sum(counts)
    negative = np.minimum(1, settings.sample_size * powered_unigram(counts, settings.power))
    return int(np.clip(STEADY / (lr * (share + negative).max()), 1, most))
