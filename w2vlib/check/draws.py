"""Judge random draws: their exact law, and how improbable what came is under it."""

from collections import defaultdict

import numpy as np
from scipy.stats import binom, hypergeom

from w2vlib.check.expect import Wrong

#: A check of random draws fails a right answer at most this often.
FALSE_ALARM = 1e-8

#: A mistake that explains a student's draws is passed over at most this often. That costs a hint,
#: no points; were it as rare as a false alarm, mistakes that only come near would be named.
PASSED_OVER = 1e-4


def set_law(p, size):
    """Return how probable each set of words is, drawn one after another.

    Each draw leaves out what was drawn before; the probabilities of the rest are scaled up
    to a sum of 1. All ways to come to one set are added up.

    Parameters
    ----------
    p : ndarray of float, shape (V,)
        Weights of the words; 0 for words that cannot be drawn.
    size : int
        Words in a set.

    Returns
    -------
    law : dict of tuple of int to float
        From each possible set, its ids in rising order, to its probability.

    Examples
    --------
    >>> law = set_law(np.array([0.5, 0.25, 0.25, 0.0]), 2)
    >>> {words: round(float(probability), 3) for words, probability in law.items()}
    {(0, 1): 0.417, (0, 2): 0.417, (1, 2): 0.167}
    """
    words = np.flatnonzero(p).tolist()
    p, total = np.asarray(p, dtype=float).tolist(), float(np.sum(p))
    # the next word depends on which words are gone, not on their order: sets will do
    law = {(): 1.0}
    for _ in range(size):
        longer = defaultdict(float)
        for gone, probability in law.items():
            left = total - sum(p[word] for word in gone)
            for word in words:
                if word not in gone:
                    longer[tuple(sorted((*gone, word)))] += probability * p[word] / left
        law = dict(sorted(longer.items()))
    return law


def expect_draws(rows, p, given, *, false_alarm=FALSE_ALARM):
    """Expect sets of words that follow `set_law`.

    Parameters
    ----------
    rows : ndarray of int, shape (N, K)
        N sets, drawn independently.
    p : ndarray of float, shape (V,)
        Weights of the words; 0 for words that cannot be drawn.
    given : str
        What the draws have in common: ``"With target 2"``.
    false_alarm : float
        How often a right answer may fail.

    Raises
    ------
    Wrong

    Notes
    -----
    Tested are how many rows hold each word, and how many rows are each set. If the rows are
    independent and follow the law, each of these counts is binomial, exactly: no
    approximation for large numbers is used. With m counts, each of which may be too small or
    too large, a count is found improbable where its tail has less than ``false_alarm / 2m``;
    by the union bound, a right answer then fails with probability `false_alarm` at most.
    """
    law = set_law(p, rows.shape[1])
    rows = np.sort(rows, axis=1)
    _expect_possible(rows, law, given)

    words = np.flatnonzero(p).tolist()
    came = [np.any(rows == word, axis=1).sum() for word in words]
    probability = [sum(law[key] for key in law if word in key) for word in words]
    names = [f"word {word}" for word in words]
    if rows.shape[1] > 1:
        came += [np.all(rows == key, axis=1).sum() for key in law]
        probability += law.values()
        names += [f"the set {list(key)}" for key in law]

    came, probability = np.array(came), np.clip(probability, 0, 1)
    tails = np.minimum(
        binom.cdf(came, len(rows), probability), binom.sf(came - 1, len(rows), probability)
    )
    worst = tails.argmin()
    if tails[worst] < false_alarm / (2 * len(came)):
        raise Wrong(
            f"{given}, {names[worst]} came in {came[worst]:,} of {len(rows):,} rows, but about "
            f"{len(rows) * probability[worst]:,.0f} were expected. Chance alone does not explain "
            "that: with right probabilities it would come less than once in 100 million checks."
        )


def agreement(p, size):
    """Return how probable it is that two independent sets of `set_law` are equal."""
    return sum(probability**2 for probability in set_law(p, size).values())


def expect_independent(one, other, agree, which, *, false_alarm=FALSE_ALARM):
    """Expect pairs of rows that agree no more often than independent draws do.

    Parameters
    ----------
    one, other : ndarray of int, shape (N, K)
        N pairs of sets. No row may be in two pairs.
    agree : float
        How probable it is that two independent sets are equal; see `agreement`.
    which : str
        What the rows are: ``"rows of one batch"``.
    false_alarm : float
        How often a right answer may fail.

    Raises
    ------
    Wrong

    Notes
    -----
    The number of pairs that agree is binomial, exactly.
    """
    same = _same_sets(one, other)
    if binom.sf(same - 1, len(one), agree) < false_alarm:
        raise Wrong(
            f"Each row should be drawn anew, but {which} hold the same words in {same} of "
            f"{len(one)} pairs. If each were drawn for itself, about {len(one) * agree:.0f} would."
        )


def _same_sets(one, other):
    return np.count_nonzero(np.all(np.sort(one, axis=1) == np.sort(other, axis=1), axis=1))


def expect_fresh_draws(batches, p, given, *, false_alarm=FALSE_ALARM):
    """Expect sets of words that follow `set_law`, each drawn anew in each call.

    Parameters
    ----------
    batches : ndarray of int, shape (T, B, K)
        B sets in each of T calls.
    p : ndarray of float, shape (V,)
        Weights of the words; 0 for words that cannot be drawn.
    given : str
        What the draws have in common: ``"With target 2"``.
    false_alarm : float
        How often a right answer may fail.

    Raises
    ------
    Wrong

    Notes
    -----
    Half of `false_alarm` is for `expect_draws`, a quarter each for `expect_independent` between
    one row of two calls and between neighbouring rows of a call. Draws that are kept and used
    again must not pass by luck: their counts scatter more widely, but may still be near.

    Pairs may agree as often as the law says, or as these rows' own frequencies say: draws of a
    wrong law are then told that, not that they are used again.
    """
    K = batches.shape[-1]
    _, times = np.unique(np.sort(batches, axis=-1).reshape(-1, K), axis=0, return_counts=True)
    agree = max(agreement(p, K), np.sum((times / times.sum()) ** 2))
    calls = batches[:-1:2], batches[1::2], "rows of two calls with one batch"
    rows = batches[:, :-1:2], batches[:, 1::2], "neighbouring rows of one batch"
    pairs = [(a.reshape(-1, K), b.reshape(-1, K), which) for a, b, which in (calls, rows)]
    # what is kept in one way scatters in the other, too: name the one that it is
    for one, other, which in sorted(pairs, key=lambda pair: -_same_sets(*pair[:2]) / len(pair[0])):
        expect_independent(one, other, agree, which, false_alarm=false_alarm / 4)
    expect_draws(batches.reshape(-1, K), p, given, false_alarm=false_alarm / 2)


def _expect_possible(rows, law, given):
    possible = set(law)
    for row in np.unique(rows, axis=0).tolist():
        if tuple(row) not in possible:
            raise Wrong(f"{given}, a row held {row}, which is no possible set of negatives.")


def same_law(rows, others, false_alarm=PASSED_OVER):
    """Tell whether two samples of one size may come from one law.

    Parameters
    ----------
    rows, others : ndarray, shape (N, …)
        One draw per row.
    false_alarm : float
        How often two samples of one law may be told apart.

    Returns
    -------
    same : bool

    Notes
    -----
    Of the times that one kind of row came, chance alone decides which sample each is in: the
    law of that is hypergeometric, exactly. As in `expect_draws`, the union bound covers all
    kinds of rows.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> coin, coin_2 = rng.integers(0, 2, (2, 1000, 1))
    >>> same_law(coin, coin_2), same_law(coin, rng.integers(0, 3, (1000, 1)))
    (True, False)
    """
    if rows.shape != others.shape:
        return False
    which = _kinds(np.concatenate([rows, others]).reshape(2 * len(rows), -1))
    total = np.bincount(which)
    first = np.bincount(which[: len(rows)], minlength=len(total))
    kinds = len(total)
    # many kinds are as rare as others, and the law of each is the same
    total, first = np.unique([total, first], axis=1)
    law = hypergeom(2 * len(rows), total, len(rows))
    tails = np.minimum(law.cdf(first), law.sf(first - 1))
    return bool(tails.min() >= false_alarm / (2 * kinds))


def _kinds(rows):
    """Return for each row the number of its kind: equal rows have the same."""
    # column by column: NumPy sorts numbers far faster than rows
    kinds = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        values, which = np.unique(column, return_inverse=True)
        kinds = np.unique(kinds * len(values) + which, return_inverse=True)[1]
    return kinds
