"""Judge `draw_words`, `power_distribution` and `word_distribution`: words by probability."""

import numpy as np
from scipy import stats

from w2vlib.check.alike import alike
from w2vlib.check.core import Check
from w2vlib.check.draws import FALSE_ALARM, expect_draws
from w2vlib.check.expect import (
    Wrong,
    expect,
    expect_array,
    expect_unchanged,
    expect_values,
    show,
)
from w2vlib.drive import random_choice as drive

# the small examples that the chapter works with
_WORDS = np.array(["you", "say", "goodbye", "I", "hello", "."])
_P = np.array([0.5, 0.1, 0.05, 0.2, 0.05, 0.1])
_CORPUS = np.array([0, 1, 2, 3, 4, 1, 2, 3])


def reference_draw_words(words, size, p, seed):
    """Draw different words, one after another, each with the probabilities of those left.

    Parameters
    ----------
    words : list of str
        V words.
    size : int
        How many to draw.
    p : ndarray of float, shape (V,)
        A probability for each word; they sum to 1.
    seed : int
        The same seed gives the same words.

    Returns
    -------
    drawn : ndarray of str, shape (size,)
        No word twice. `np.random` is left alone.

    Examples
    --------
    >>> reference_draw_words(["you", "say", "hello"], 2, [0.5, 0.5, 0.0], seed=1).size
    2
    """
    return np.random.default_rng(seed).choice(words, size=size, replace=False, p=p)


def reference_power_distribution(p, power):
    """Raise a distribution to a power, and make it sum to 1 again.

    Parameters
    ----------
    p : ndarray of float, shape (V,)
        A distribution.
    power : float
        At least 0. Below 1 it lifts what is rare.

    Returns
    -------
    powered : ndarray of float, shape (V,)
        A distribution; what was 0 is still 0, for every power.

    References
    ----------
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality, section 2.2.

    Examples
    --------
    >>> reference_power_distribution(np.array([0.7, 0.29, 0.01]), 0.75)
    array([0.64196878, 0.33150408, 0.02652714])
    >>> reference_power_distribution(np.array([0.9, 0.1, 0.0]), 0)
    array([0.5, 0.5, 0. ])
    """
    powered = np.where(p > 0, np.power(p, power), 0.0)
    return powered / powered.sum()


def reference_word_distribution(corpus, power):
    """Return the powered unigram distribution of a corpus, in the order of the ids.

    Parameters
    ----------
    corpus : ndarray of int, shape (N,)
        Word ids.
    power : float
        At least 0.

    Returns
    -------
    p : ndarray of float, shape (V,)
        V is the largest id plus one. Entry i belongs to the word i: its count to the
        `power`, divided by the sum of these; 0 where the word does not occur.

    Examples
    --------
    >>> reference_word_distribution(np.array([2, 0, 2]), 1)
    array([0.33333333, 0.        , 0.66666667])
    """
    counts = np.bincount(corpus)
    return reference_power_distribution(counts / counts.sum(), power)


def _random_distribution(rng, V):
    # no two alike, none so small that it could hide
    p = rng.uniform(0.2, 1.0, V)
    return p / p.sum()


def _many_words(rng):
    V = 50
    return {
        "words": np.array([f"word{i}" for i in range(V)]),
        "size": 20,
        "p": _random_distribution(rng, V),
    }


def _seeds(rng, count):
    # different ones, and none that is near another
    return rng.choice(2**32, count, replace=False)


def _one_draw(rng):
    cases = [{"words": _WORDS, "size": size, "p": _P} for size in (1, 4)]
    cases.append(_many_words(rng))
    return [{**case, "seed": int(_seeds(rng, 1)[0])} for case in cases]


def _some_draws(rng):
    return [
        {"words": _WORDS, "size": 4, "p": _P, "seeds": _seeds(rng, 60)},
        {**_many_words(rng), "seeds": _seeds(rng, 10)},
    ]


def _single_words(rng):
    # one word cannot come
    p = np.array([0.5, 0.1, 0.05, 0.2, 0.0, 0.15])
    return [{"words": _WORDS, "size": 1, "p": p, "seeds": _seeds(rng, 1000)}]


def _later_words(rng):
    # one word far more likely than the rest, so that other ways to draw a pair stand out
    p = np.array([0.9, 0.04, 0.02, 0.02, 0.01, 0.01])
    pairs = {"size": 2, "p": rng.permutation(p), "seeds": _seeds(rng, 1000)}
    # two words for the first two places, so that other ways to draw the third stand out
    p = np.array([0.5, 0.3, 0.15, 0.03, 0.01, 0.01])
    triples = {"size": 3, "p": rng.permutation(p), "seeds": _seeds(rng, 300)}
    # as many as can come at all, one of them rare
    p = np.array([0.99, 0.01, *[0.0] * 10])
    no_choice = {"size": 2, "p": rng.permutation(p), "seeds": _seeds(rng, 100)}
    many = np.array([f"word{i}" for i in range(12)])
    return [{"words": _WORDS} | pairs, {"words": _WORDS} | triples, {"words": many} | no_choice]


def _several_seeds(rng):
    # 0, neighbours, and numbers that differ in their last or in their first bits alone
    seeds = np.unique([0, 1, 2**16, 2**31, 2**32 - 1, *_seeds(rng, 5)])
    return [{**_many_words(rng), "p": np.full(50, 1 / 50), "seeds": rng.permutation(seeds)}]


def _one_seed(rng):
    return [{**_many_words(rng), "seed": int(_seeds(rng, 1)[0]), "starts": _seeds(rng, 2)}]


def _small_power(rng):
    return [{"p": np.array([0.7, 0.29, 0.01]), "power": 0.75}]


def _usual_power(rng):
    return [{"p": _random_distribution(rng, V), "power": 0.75} for V in (2, 7, 40)]


def _other_powers(rng):
    powers = (0.5, 1.0, 2.0, float(rng.uniform(0.1, 0.6)))
    cases = [{"p": _random_distribution(rng, 8), "power": power} for power in powers]
    # what is very rare is not impossible
    rare = _random_distribution(rng, 8)
    rare[rng.integers(8)] = 1e-9
    return [*cases, {"p": rare / rare.sum(), "power": 0.9}]


def _zeros(rng):
    cases = []
    for power in (0.75, 0.0):
        p = _random_distribution(rng, 7)
        p[rng.choice(7, 2, replace=False)] = 0
        cases.append({"p": p / p.sum(), "power": power})
    return cases


def _power_beside(rng):
    # the power 1 leaves p as it is, and may tempt to give p itself
    unchanged = {"p": _random_distribution(rng, 7), "power": 1.0}
    return [*_usual_power(rng), _zeros(rng)[0], unchanged]


def _small_corpus(rng):
    return [{"corpus": _CORPUS, "power": 0.75}]


def _corpus_of(rng, counts):
    # the last id comes first, so that ids do not appear in their order, and side by side
    last = len(counts) - 1
    corpus = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    return np.concatenate([[last], corpus, [last, last]])


def _shuffled_corpora(rng):
    # no count twice, as the last is odd: a word in another's place shows
    return [
        {"corpus": _corpus_of(rng, rng.permutation(np.arange(1, V + 1) * 2)), "power": 0.75}
        for V in (4, 9)
    ]


def _sorted_corpora(rng):
    counts = np.arange(1, 7) * 2
    cases = [
        {"corpus": np.repeat(np.arange(6), rng.permutation(counts)), "power": power}
        for power in (0.5, 1.0, 0.0, 2.0)
    ]
    # a vocabulary of one word
    return [*cases, {"corpus": np.zeros(3, dtype=int), "power": 0.5}]


def _corpora_with_gaps(rng):
    cases = []
    for power in (0.75, 0.0):
        counts = rng.permutation(np.arange(1, 8) * 2)
        counts[rng.integers(1, 6)] = 0
        cases.append({"corpus": _corpus_of(rng, counts), "power": power})
    return cases


def _expect_words(draws, case):
    """Expect `size` words of the list in each of several draws."""
    size = int(case["size"])
    what, known = f"draw_words(words, {size}, p, seed)", set(case["words"].tolist())
    for drawn in draws:
        drawn = np.asarray(drawn) if isinstance(drawn, np.generic) else drawn
        if isinstance(drawn, np.ndarray) and drawn.dtype.kind != "U":
            raise Wrong(f"{what} should hold words, but it holds numbers ({drawn.dtype}).")
        expect_array(drawn, what, shape=(size,), kind="U")
        strange = set(drawn.tolist()) - known
        expect(not strange, f"{what} holds {sorted(strange)[:1]}, which is not in words.")


def _judge_one_draw(case, came):
    _expect_words([came["drawn"]], case)
    expect_unchanged(came["p"], case["p"], "p")
    before = case["words"].tolist()
    expect(
        came["words"] == before,
        f"words should be left as it was, but the call changed it from\n{before}\n"
        f"to\n{came['words']}",
    )


def _judge_different(case, came):
    _expect_words(came["drawn"], case)
    for row in came["drawn"]:
        if len(set(row.tolist())) < len(row):
            words, counts = np.unique(row, return_counts=True)
            raise Wrong(
                f"draw_words(words, {case['size']}, p, seed) should give different words, but it "
                f"gave\n{row}\nwith '{words[counts.argmax()]}' {counts.max()} times."
            )


def _as_ids(drawn, words):
    return (drawn[..., np.newaxis] == words).argmax(axis=-1)


def _judge_frequencies(case, came):
    """Judge that words come as often as `p` says.

    The calls have different seeds, so they are independent trials, and `expect_draws` holds
    its bound. A check has one case or two where chance has a say, and each may take half
    of `FALSE_ALARM`. A set follows its law in whatever order its words come
    back.
    """
    _judge_different(case, came)
    size = int(case["size"])
    for word, p in zip(case["words"].tolist(), case["p"], strict=True):
        expect(
            p > 0 or word not in came["drawn"],
            f"draw_words(words, {size}, p, seed) gave '{word}', whose probability is 0.",
        )
    given = {
        1: "When one word is drawn again and again",
        2: "When two words are drawn again and again, the second by p among those left",
        3: "When three words are drawn again and again, each later one by p among those left",
    }[size]
    given += f" (the words are, from word 0 on: {' '.join(case['words'])})"
    ids = _as_ids(came["drawn"], case["words"])
    expect_draws(ids, case["p"], given, false_alarm=FALSE_ALARM / 2)


def _judge_same_seed(case, came):
    _expect_words(came["drawn"], case)
    _expect_words(came["again"], case)
    for seed, first, again in zip(case["seeds"], came["drawn"], came["again"], strict=True):
        expect(
            (first == again).all(),
            f"Two calls with the seed {seed} should give the same words, but the first gave\n"
            f"{first[:6]} ...\nand the second\n{again[:6]} ...",
        )
    for first, later in zip(came["drawn"], came["later"], strict=True):
        expect(
            (first == later).all(),
            "What a call returned should stay as it is, but later calls changed it from\n"
            f"{first[:6]} ...\nto\n{later[:6]} ...",
        )


def _judge_other_seed(case, came):
    """Judge that no two seeds give the same words.

    All 50 words are equally likely and 20 are drawn. Two right draws agree in their words, in
    any order, with probability 1 / C(50, 20) = 2e-14; among 10 seeds are 45 pairs. So a right
    answer is refused in less than one of 1e12 runs.
    """
    _expect_words(came["drawn"], case)
    expect(
        len(np.unique(came["drawn"], axis=0)) == len(came["drawn"]),
        "Calls with other seeds should give other words, but several gave\n"
        f"{came['drawn'][0][:6]} ...",
    )


def _judge_beside(case, came):
    _expect_words(came["drawn"], case)
    expect(
        np.array_equal(came["without"], came["after"]),
        "draw_words should leave np.random alone. Without the call, np.random.random(3) gives\n"
        f"{came['without'][0]}\nwith draw_words called before it, it gives\n{came['after'][0]}",
    )


def _expected_power(case):
    return reference_power_distribution(case["p"], case["power"])


def _what(case):
    return f"power_distribution(p, {case['power']:.4g})"


def _expect_distribution(came, expected, what, why):
    # small probabilities stand beside large ones: each must be right by its own size
    double = isinstance(came, np.ndarray) and came.dtype.itemsize >= 8
    tolerance = 1e-9 if double else 1e-5
    expect_values(came, expected, what, kind="f", tolerance=tolerance, each=True, why=why)


def _judge_power(case, came):
    _expect_powered(case, came["powered"], _what(case))


def _expect_powered(case, powered, what):
    _expect_distribution(
        powered,
        _expected_power(case),
        what,
        why="Each probability is raised to the power, and the result sums to 1. Here p is\n"
        f"{show(case['p'])}\n",
    )


def _judge_sum(case, came):
    powered = came["powered"]
    expect_array(powered, _what(case), shape=case["p"].shape, kind="f")
    total = powered.sum()
    expect(
        abs(total - 1) < 1e-5,
        f"{_what(case)} should sum to 1, but it sums to {total:.6f}: it is\n{show(powered)}",
    )
    _judge_power(case, came)


def _expect_ratios(came, expected, what, why):
    # half of the answer: whether it sums to 1 is judged elsewhere
    expect_array(came, what, shape=expected.shape, kind="f")
    total = came.sum()
    expect(total > 0, f"{what} should hold probabilities, but they sum to {total}.")
    _expect_distribution(came / total, expected, f"{what}, divided by its sum,", why)


def _judge_ratios(case, came):
    _expect_ratios(
        came["powered"],
        _expected_power(case),
        _what(case),
        "One word is to another as their probabilities raised to the power. Here p is\n"
        f"{show(case['p'])}\n",
    )


def _judge_power_inputs(case, came):
    _judge_power(case, came)
    expect_unchanged(came["p"], case["p"], "p")
    expect(
        not came["shares_memory"],
        f"{_what(case)} gave p itself: whoever changes the result changes p. It should be a new "
        "array.",
    )
    _expect_powered(case, came["later"], f"What {_what(case)} returned, seen after another call,")


def _told(case):
    corpus, power = case["corpus"], case["power"]
    shown = corpus.tolist() if len(corpus) <= 12 else f"a corpus of {len(corpus)} ids"
    return (
        f"word_distribution({shown}, {power:g})",
        "Entry i belongs to the word with the id i. The counts are "
        f"{np.bincount(corpus).tolist()}.",
    )


def _judge_distribution(case, came):
    what, why = _told(case)
    expected = reference_word_distribution(case["corpus"], case["power"])
    _expect_distribution(came["p"], expected, what, why)


def _judge_distribution_ratios(case, came):
    what, why = _told(case)
    expected = reference_word_distribution(case["corpus"], case["power"])
    _expect_ratios(came["p"], expected, what, why)


def _judge_distribution_inputs(case, came):
    _judge_distribution(case, came)
    expect_unchanged(came["corpus"], case["corpus"], "corpus")
    what, why = _told(case)
    expected = reference_word_distribution(case["corpus"], case["power"])
    what = f"What {what} returned, seen after another call,"
    _expect_distribution(came["later"], expected, what, why)


def _alike_draws(symptom):
    """Return a comparison of random outcomes: by their form, and by what is wrong with them.

    Parameters
    ----------
    symptom : callable
        Takes an outcome's values; returns what is wrong with the draws, or None if nothing of
        the kind is. Two outcomes without the symptom are not alike: something else is wrong.
    """

    def compare(outcome, other):
        if outcome.error or other.error:
            return alike(outcome, other)
        a, b = outcome.values["drawn"], other.values["drawn"]
        if not (isinstance(a, np.ndarray) and isinstance(b, np.ndarray)):
            return False
        if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
            return False
        if a.dtype.kind != "U":
            return True
        found = symptom(outcome.values)
        return found is not None and found == symptom(other.values)

    return compare


def _repeats(values):
    repeats = any(len(set(row)) < len(row) for row in values["drawn"].tolist())
    return "repeats" if repeats else None


def _always_the_same(values):
    return "always the same" if len(np.unique(values["drawn"], axis=0)) == 1 else None


def _law(values):
    words, counts = np.unique(values["drawn"], return_counts=True)
    uniform = stats.chisquare(counts).pvalue > FALSE_ALARM
    return (
        _repeats(values)
        or _always_the_same(values)
        or (f"each of {len(words)} words as often" if uniform else None)
    )


def _not_again(values):
    again = (values["drawn"] == values["again"]).all(axis=1)
    return None if again.all() else f"again with {'some' if again.any() else 'no'} seeds"


def _stream_moved(values):
    after = values["after"]
    if np.array_equal(after, values["without"]):
        return None
    # the streams began in two places
    return "to one place" if np.array_equal(after[0], after[1]) else "on"


def _nothing_known(values):
    return None


CHECKS = {
    "draw_words": (
        Check(
            "size words of the list, as an array; words and p are left as they were",
            1,
            _one_draw,
            drive.draw_once,
            _judge_one_draw,
            "02_random_choice#draw-size",
            _alike_draws(_nothing_known),
        ),
        Check(
            "no word comes twice in one draw",
            2,
            _some_draws,
            drive.draw,
            _judge_different,
            "02_random_choice#draw-without-replacement",
            _alike_draws(_repeats),
        ),
        Check(
            "in many draws of one word, each comes as often as p says",
            2,
            _single_words,
            drive.draw,
            _judge_frequencies,
            "02_random_choice#draw-by-probability",
            _alike_draws(_law),
            chance=True,
        ),
        Check(
            "in many draws of two or three words: each later one is drawn by p among those left",
            1,
            _later_words,
            drive.draw,
            _judge_frequencies,
            "02_random_choice#draw-until-all-differ",
            _alike_draws(_law),
            chance=True,
        ),
        Check(
            "the same seed gives the same words",
            2,
            _several_seeds,
            drive.draw_again,
            _judge_same_seed,
            "02_random_choice#same-draws-again",
            _alike_draws(_not_again),
        ),
        Check(
            "other seeds give other words",
            1,
            _several_seeds,
            drive.draw,
            _judge_other_seed,
            "02_random_choice#seed-fixed-inside",
            _alike_draws(_always_the_same),
            chance=True,
        ),
        Check(
            "np.random is left alone",
            1,
            _one_seed,
            drive.draw_beside,
            _judge_beside,
            "02_random_choice#one-stream-for-all",
            _alike_draws(_stream_moved),
        ),
    ),
    "power_distribution": (
        Check(
            "the chapter's small example",
            2,
            _small_power,
            drive.power,
            _judge_power,
            "02_random_choice#lift-rare-words",
        ),
        Check(
            "other powers: the ratios between the words are right",
            3,
            _other_powers,
            drive.power,
            _judge_ratios,
            "02_random_choice#other-powers",
        ),
        Check(
            "the result sums to 1",
            2,
            _usual_power,
            drive.power,
            _judge_sum,
            "02_random_choice#sum-to-one-again",
        ),
        Check(
            "what is 0 stays 0, for the power 0 too",
            2,
            _zeros,
            drive.power,
            _judge_power,
            "02_random_choice#zero-to-the-power-zero",
        ),
        Check(
            "a new array; p is left as it was",
            1,
            _power_beside,
            drive.power_beside,
            _judge_power_inputs,
            "02_random_choice#power-in-place",
        ),
    ),
    "word_distribution": (
        Check(
            "the chapter's small corpus",
            2,
            _small_corpus,
            drive.distribution,
            _judge_distribution,
            "02_random_choice#from-corpus-to-p",
        ),
        Check(
            "entry i belongs to id i, wherever the ids stand in the corpus",
            3,
            _shuffled_corpora,
            drive.distribution,
            _judge_distribution_ratios,
            "02_random_choice#order-of-first-appearance",
        ),
        Check(
            "other powers, from 0 to 2",
            2,
            _sorted_corpora,
            drive.distribution,
            _judge_distribution_ratios,
            "02_random_choice#other-powers",
        ),
        Check(
            "ids that do not occur have probability 0",
            2,
            _corpora_with_gaps,
            drive.distribution,
            _judge_distribution,
            "02_random_choice#from-corpus-to-p",
        ),
        Check(
            "a new array; the corpus is left as it was",
            1,
            _small_corpus,
            drive.distribution_beside,
            _judge_distribution_inputs,
            "02_random_choice#from-corpus-to-p",
        ),
    ),
}
