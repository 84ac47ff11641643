"""BatchSampler: the negatives of chapter 06 for a whole batch at once."""

import numpy as np

from w2vlib._validation import check_ids, check_positive_int, check_shape

_ROUNDS = 20  # of drawing again, before the rows that are left are drawn by keys
_KEYS = 1 << 20  # keys held at a time


class BatchSampler:
    """Draw K different negatives per target, none of them the target, for many targets.

    The policy is that of `w2vlib.UnigramSampler`: each row is drawn word by word, without
    replacement, from the powered unigram distribution P renormalised without the target.

    Parameters
    ----------
    counts : ndarray of int, shape (V,)
        How often each word id occurs.
    power : float
        Exponent of the counts.
    sample_size : int
        Negatives per target, K.
    rng : numpy.random.Generator, optional
        Source of randomness; `numpy.random` if not given.

    Attributes
    ----------
    vocab_size : int
        V.
    word_p : ndarray of float, shape (V,)
        P; it sums to 1.

    Raises
    ------
    ValueError
        If `counts` is not one-dimensional or holds a negative number, `power` is negative
        or not finite, `sample_size` is below 1, or fewer than K + 1 words occur.
    TypeError
        If `counts` or `sample_size` does not hold whole numbers.

    Notes
    -----
    *Why drawing again is exact.* Let S be the target and the first words of a row. The next
    word is drawn from the whole P, again and again until it is not in S. The chance that w
    outside S is the first to be accepted is ``P(w) Σ_r P(S)^r = P(w) / (1 - P(S))``: this is
    P renormalised without S, which the policy asks for. Only the word itself may be drawn
    anew, never the row: throwing away rows would favour those with few repetitions. It does
    not matter when the first attempt for a later place is made, for it does not depend on
    the words before it. So all B · K first attempts are drawn at once, and the few that fail
    are drawn again, place by place.

    *How it ends.* What a rejected attempt was says nothing about the next one, so after any
    number of them a word may be drawn in another way of the same law. The last resort gives
    each word outside S the key ``log P(w) + G``, G from the Gumbel distribution, and takes
    the word with the largest key: that is w with probability ``P(w) / (1 - P(S))``. This
    costs V numbers for one word, but it is needed only where few words have nearly all of P.

    One draw from P takes constant time, whatever V is: an alias table cuts P into V columns
    of equal area, each shared by at most two words.

    References
    ----------
    Walker (1977), An Efficient Method for Generating Discrete Random Variables with General
    Distributions; Vose (1991), A Linear Algorithm for Generating Random Numbers with a Given
    Distribution. On keys: Maddison et al. (2014), A* Sampling, section 2.

    Examples
    --------
    >>> sampler = BatchSampler(np.array([1, 2, 2, 2, 1]), 0.75, 4, np.random.default_rng(0))
    >>> np.sort(sampler.get_negative_sample(np.array([1, 3, 0])), axis=1)
    array([[0, 2, 3, 4],
           [0, 1, 2, 4],
           [1, 2, 3, 4]], dtype=int32)
    """

    def __init__(self, counts, power, sample_size, rng=None):
        self.sample_size = check_positive_int(sample_size, "sample_size")
        self.word_p = powered_unigram(counts, power)
        self.vocab_size = len(self.word_p)
        self.rng = np.random if rng is None else rng

        possible = np.flatnonzero(self.word_p)
        if len(possible) <= self.sample_size:
            raise ValueError(
                f"{sample_size} different negatives beside the target need at least "
                f"{sample_size + 1} different words that can be drawn, but these counts with "
                f"power {power} have {len(possible)}"
            )
        with np.errstate(divide="ignore"):  # a word that never occurs has no chance: -inf
            self._log_p = np.log(self.word_p)
        share, other = _alias_table(self.word_p[possible])
        self._share = share
        self._words = possible.astype(np.int32)
        self._others = self._words[other]

    @property
    def alias_table(self):
        """Three arrays, a column each: the share of its own word, that word, and the other."""
        return self._share, self._words, self._others

    def get_negative_sample(self, target, rng=None):
        """Draw negatives for each target.

        Parameters
        ----------
        target : ndarray of int, shape (B,)
            The right answers, which must not be drawn.
        rng : numpy.random.Generator, optional
            In place of the sampler's own; one sampler may then serve several threads.

        Returns
        -------
        negative_sample : ndarray of int32, shape (B, K)
            Row b holds K different ids, none of them ``target[b]``.

        Raises
        ------
        TypeError, IndexError
            If `target` does not hold ids from 0 to V - 1.
        ValueError
            If `target` is not one-dimensional.
        """
        check_shape(target, ("B",), "target")
        target = check_ids(target, self.vocab_size, "target").astype(np.int32)
        rng = self.rng if rng is None else rng
        K, B = self.sample_size, len(target)

        taken = np.empty((1 + K, B), dtype=np.int32)  # one line for each place of the rows
        taken[0] = target
        taken[1:] = self._draw(K * B, rng).reshape(K, B)
        for k in range(1, 1 + K):
            repeats = taken[k] == taken[0]
            for j in range(1, k):
                repeats |= taken[k] == taken[j]
            self._draw_again(taken, k, np.flatnonzero(repeats), rng)
        return np.ascontiguousarray(taken[1:].T)

    def _draw(self, size, rng):
        """Return words from P, with replacement."""
        # one number gives both: its whole part a column, its fraction a height in it
        height = rng.random(size) * len(self._words)
        column = height.astype(np.int32)
        height -= column
        # no column is too large; mode="clip" saves looking for one
        below = height < self._share.take(column, mode="clip")
        words, others = (x.take(column, mode="clip") for x in (self._words, self._others))
        return np.where(below, words, others)

    def _draw_again(self, taken, k, rows, rng):
        """Fill place k of `rows` with words that are not in the places before it."""
        for _ in range(_ROUNDS):
            if len(rows) == 0:
                return
            taken[k, rows] = self._draw(len(rows), rng)
            repeats = (taken[:k, rows] == taken[k, rows]).any(axis=0)
            rows = rows[repeats]
        V = self.vocab_size
        for part in np.array_split(rows, len(rows) * V // _KEYS + 1):
            keys = self._log_p + rng.gumbel(size=(len(part), V))
            keys[np.arange(len(part)), taken[:k, part]] = -np.inf
            taken[k, part] = keys.argmax(axis=1)


def powered_unigram(counts, power):
    """Return the powered unigram distribution, ``P(w) ∝ counts[w] ** power``.

    Parameters
    ----------
    counts : array_like of int, shape (V,)
        How often each word id occurs.
    power : float
        Exponent. Below 1 it lifts rare words.

    Returns
    -------
    word_p : ndarray of float, shape (V,)
        Sums to 1. A word that never occurs has 0, also with power 0.

    Raises
    ------
    TypeError, ValueError
        If `counts` does not hold whole numbers of at least 0, and one above, on one axis; if
        `power` is negative or not finite.

    Examples
    --------
    >>> powered_unigram([16, 0, 1], 0.5)
    array([0.8, 0. , 0.2])
    """
    counts = np.asarray(counts)
    check_shape(counts, ("V",), "counts")
    if not np.issubdtype(counts.dtype, np.integer):
        raise TypeError(f"counts must hold whole numbers, but its dtype is {counts.dtype}")
    if counts.size and counts.min() < 0:
        raise ValueError(f"counts must be at least 0, but they hold {counts.min()}")
    if not counts.any():
        raise ValueError("counts must hold a word that occurs, but all are 0")
    if not (np.isfinite(power) and power >= 0):
        raise ValueError(f"power must be a finite number of at least 0, but {power} came")
    # divided by the largest, so that no power is too large for a float
    powered = np.where(counts > 0, (counts / counts.max()) ** power, 0.0)
    return powered / powered.sum()


def _alias_table(p):
    """Cut `p`, shape (n,), into n columns of equal area.

    Returns
    -------
    share : ndarray of float, shape (n,)
        The part of column i that belongs to i.
    other : ndarray of int, shape (n,)
        To whom the rest of it belongs.
    """
    share = p * len(p)
    other = np.arange(len(p))
    full = share >= 1
    low, high = np.flatnonzero(~full).tolist(), np.flatnonzero(full).tolist()
    heights = share.tolist()
    while low and high:
        # the column that is too low is filled up from one that is too high
        i, j = low.pop(), high[-1]
        other[i] = j
        heights[j] -= 1 - heights[i]
        if heights[j] < 1:
            low.append(high.pop())
    # what rounding left over is a full column
    for i in low + high:
        heights[i] = 1.0
    return np.array(heights), other
