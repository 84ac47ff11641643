"""Mistakes with words drawn by probability."""

from collections import Counter

import numpy as np

from w2vlib.check.catalogue import Misconception


def _draw_with_replacement(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, p=p)


def _draw_without_p(words, size, p, seed):
    return np.random.default_rng(seed).choice(words, size=size, replace=False)


def _draw_ids(words, size, p, seed):
    return np.random.default_rng(seed).choice(len(words), size=size, replace=False, p=p)


def _draw_without_seed(words, size, p, seed):
    return np.random.choice(words, size=size, replace=False, p=p)


def _draw_with_fixed_seed(words, size, p, seed):
    return np.random.default_rng(0).choice(words, size=size, replace=False, p=p)


def _draw_after_seeding_numpy(words, size, p, seed):
    np.random.seed(seed)
    return np.random.choice(words, size=size, replace=False, p=p)


def _power_not_normalised(p, power):
    return np.power(p, power)


def _power_fixed(p, power):
    powered = np.where(p > 0, np.power(p, 0.75), 0.0)
    return powered / powered.sum()


def _power_lifts_zeros(p, power):
    powered = np.power(p, power)
    return powered / powered.sum()


def _power_changes_p(p, power):
    zero = p == 0
    p **= power
    p[zero] = 0
    p /= p.sum()
    return p


def _distribution(counts, power):
    powered = np.where(counts > 0, np.power(counts, power, dtype=float), 0.0)
    return powered / powered.sum()


def _counts_in_order_of_appearance(corpus, power):
    return _distribution(np.array(list(Counter(corpus.tolist()).values())), power)


def _counts_once(corpus, power):
    counts = np.zeros(corpus.max() + 1)
    counts[corpus] += 1
    return _distribution(counts, power)


def _counts_not_normalised(corpus, power):
    return np.bincount(corpus) ** power


def _normalised_before_the_power(corpus, power):
    counts = np.bincount(corpus)
    return (counts / counts.sum()) ** power


def _missing_ids_skipped(corpus, power):
    return _distribution(np.unique(corpus, return_counts=True)[1], power)


def _missing_ids_lifted(corpus, power):
    powered = np.bincount(corpus) ** power
    return powered / powered.sum()


def _distribution_with_fixed_power(corpus, power):
    return _distribution(np.bincount(corpus), 0.75)


_zero_to_the_zero = {
    "does": "With the power 0, what cannot come becomes as likely as the rest.",
    "hint": "What is `np.power(0.0, 0)`? And what should stay impossible?",
    "section": "02_random_choice#zero-to-the-power-zero",
}
_fixed_power = {
    "does": "Your function uses the power 0.75 whatever power it is given.",
    "hint": "Look for a number in your code that should be a name.",
    "section": "02_random_choice#other-powers",
}

MISCONCEPTIONS = (
    Misconception(
        "draw-words-with-replacement",
        "draw_words",
        _draw_with_replacement,
        "A word that was drawn goes back among the rest and may be drawn again.",
        "`choice` puts words back unless it is told not to. Which argument tells it?",
        "02_random_choice#draw-without-replacement",
    ),
    Misconception(
        "draw-words-ignores-p",
        "draw_words",
        _draw_without_p,
        "Your function draws all words equally often, whatever p says.",
        "Who in your code reads p?",
        "02_random_choice#draw-by-probability",
    ),
    Misconception(
        "draw-words-gives-ids",
        "draw_words",
        _draw_ids,
        "Your function gives the ids of the words, not the words.",
        "What does `choice` draw from when it is given a number, and what when it is given a list?",
        "02_random_choice#draw-size",
    ),
    Misconception(
        "draw-words-ignores-seed",
        "draw_words",
        _draw_without_seed,
        "Two calls with one seed give different words: your function does not begin from its seed.",
        "Where does your randomness come from, and who tells it where to begin?",
        "02_random_choice#same-draws-again",
    ),
    Misconception(
        "draw-words-fixed-seed",
        "draw_words",
        _draw_with_fixed_seed,
        "Your function gives the same words whatever seed it is given.",
        "A generator that is made anew with one fixed seed begins at the same place in every "
        "call. Which number should stand there?",
        "02_random_choice#seed-fixed-inside",
    ),
    Misconception(
        "draw-words-seeds-np-random",
        "draw_words",
        _draw_after_seeding_numpy,
        "Your function sets the seed of np.random, which all other code shares.",
        "After your call, everybody's random numbers begin anew. Which call makes a source of "
        "randomness of your own?",
        "02_random_choice#one-stream-for-all",
    ),
    Misconception(
        "power-distribution-not-normalised",
        "power_distribution",
        _power_not_normalised,
        "Your result is raised to the power, but does not sum to 1.",
        "By what must each entry be divided, so that they sum to 1?",
        "02_random_choice#sum-to-one-again",
    ),
    Misconception(
        "power-distribution-fixed-power", "power_distribution", _power_fixed, **_fixed_power
    ),
    Misconception(
        "power-distribution-zero-to-the-zero",
        "power_distribution",
        _power_lifts_zeros,
        **_zero_to_the_zero,
    ),
    Misconception(
        "power-distribution-changes-p",
        "power_distribution",
        _power_changes_p,
        "Your function changes the p that it was given.",
        "`p **= power` and `p /= total` write into the caller's array. Which forms make a new one?",
        "02_random_choice#power-in-place",
    ),
    Misconception(
        "word-distribution-first-appearance",
        "word_distribution",
        _counts_in_order_of_appearance,
        "Your probabilities stand in the order in which the words first appear in the corpus, "
        "not in the order of their ids.",
        "Try the corpus `[2, 2, 2, 0, 1]`. Which entry is the largest, and which should be?",
        "02_random_choice#order-of-first-appearance",
    ),
    Misconception(
        "word-distribution-counts-once",
        "word_distribution",
        _counts_once,
        "Your function counts each id once, however often it occurs: all words come out alike.",
        "Print your counts for `[0, 1, 1]`. Chapter 01 counts repeated ids.",
        "01_fancy_indexing#repeated-id-counted-once",
    ),
    Misconception(
        "word-distribution-not-normalised",
        "word_distribution",
        _counts_not_normalised,
        "Your result is the counts raised to the power; it does not sum to 1.",
        "By what must each entry be divided, so that they sum to 1?",
        "02_random_choice#sum-to-one-again",
    ),
    Misconception(
        "word-distribution-normalised-too-early",
        "word_distribution",
        _normalised_before_the_power,
        "Your result summed to 1 before the power, but does not any more.",
        "The power changes the sum. Which of the two steps has to be the last?",
        "02_random_choice#sum-to-one-again",
    ),
    Misconception(
        "word-distribution-skips-missing",
        "word_distribution",
        _missing_ids_skipped,
        "Ids that do not occur are left out of your result, so later ids move up.",
        "Entry i should belong to id i. Which entry belongs to an id that never comes?",
        "02_random_choice#from-corpus-to-p",
    ),
    Misconception(
        "word-distribution-zero-to-the-zero",
        "word_distribution",
        _missing_ids_lifted,
        **_zero_to_the_zero,
    ),
    Misconception(
        "word-distribution-fixed-power",
        "word_distribution",
        _distribution_with_fixed_power,
        **_fixed_power,
    ),
)
