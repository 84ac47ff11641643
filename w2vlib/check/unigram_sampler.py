"""Judge a `UnigramSampler`: which negatives come, and how often.

The policy: each row holds K different ids, never that row's target, drawn one after another
without replacement from the powered unigram distribution, renormalised without the target.
The order within a row says nothing, so rows are judged as sets. All that is random is judged
by `expect_draws` or `expect_independent`: a right answer fails such a check in at most one
of 100 million runs.
"""

import numpy as np

from w2vlib.check.alike import alike
from w2vlib.check.core import Check
from w2vlib.check.draws import (
    FALSE_ALARM,
    agreement,
    expect_draws,
    expect_independent,
    same_law,
)
from w2vlib.check.expect import (
    describe,
    expect,
    expect_array,
    expect_unchanged,
    expect_values,
)
from w2vlib.drive import unigram_sampler as drive

# Word 2 is common, word 5 rare; the policy's every part shows in such a corpus
_COUNTS = np.array([20, 3, 300, 8, 60, 1])
_V = len(_COUNTS)


def _corpus(counts, rng):
    """Return a corpus with these counts, in which the last id comes first.

    Counts in order of first appearance are then those of other words.
    """
    counts = np.asarray(counts)
    rest = np.repeat(np.arange(len(counts)), counts - 1)
    return np.concatenate([np.arange(len(counts))[::-1], rng.permutation(rest)])


def _skewed(rng):
    jitter = rng.uniform(0.85, 1.15, _V)
    return _corpus(np.maximum(np.round(_COUNTS * jitter).astype(int), 1), rng)


def _notebooks(rng):
    # the example of the notebooks, with words in another order of first appearance
    return {
        "corpus": np.array([3, 1, 4, 2, 0, 1, 2, 3]),
        "power": 0.75,
        "sample_size": 2,
        "target": np.array([1, 3, 0]),
    }


def _shapes(rng):
    cases = [_notebooks(rng)]
    for B, V, K in ((1, 9, 5), (40, 12, 1), (7, 30, 4)):
        cases.append(
            {
                "corpus": _corpus(rng.integers(1, 9, V), rng),
                "power": 0.75,
                "sample_size": K,
                # few of the words are targets
                "target": rng.integers(0, 5, B),
            }
        )
    cases[-1] = {**cases[-1], "corpus": cases[-1]["corpus"].astype(np.int32)}
    # more words than a byte can count, all equally common
    many = {"corpus": _corpus(np.full(400, 2), rng), "target": rng.integers(0, 400, 100)}
    return [*cases, {**cases[0], **many, "sample_size": 5}]


def _mixed_targets(rng):
    return [
        {
            "corpus": _skewed(rng),
            "power": 0.75,
            "sample_size": 2,
            "target": rng.permutation(np.repeat([0, 2, 4], 300)),
        }
    ]


def _one_negative(rng):
    return [
        {
            "corpus": _skewed(rng),
            "power": power,
            "sample_size": 1,
            "target": rng.permutation(np.repeat([2, 4], 3000)),
        }
        for power in (0.75, 0.3)
    ]


def _three_negatives(rng):
    return [
        {
            "corpus": _skewed(rng),
            "power": 0.75,
            "sample_size": 3,
            "target": np.full(4000, 4),
        },
        # what goes wrong here as well does not come from drawing more than one word
        {**_one_negative(rng)[0], "target": rng.permutation(np.repeat([2, 4], 2500))},
    ]


def _even_words(rng):
    # all words are equally common: here a wrong distribution cannot be blamed
    return [
        {
            "corpus": _corpus(np.full(_V, 3), rng),
            "other_corpus": np.array([2, 0, 1, 2]),
            "power": 0.75,
            "sample_size": 2,
            "target": np.full(400, rng.integers(_V)),
        }
    ]


def _few_words(rng):
    return [
        {
            "corpus": np.array([3, 1, 0, 2, 1, 1, 3]),
            "power": 0.75,
            "sample_size": 3,
            "target": rng.permutation(np.repeat([0, 1, 2, 3], 30)),
        }
    ]


def _word_p(case):
    counts = np.bincount(case["corpus"])
    powered = counts ** case["power"]
    return powered / powered.sum()


def _without(p, word):
    p = p.copy()
    p[word] = 0
    return p / p.sum()


def _ids(case, came, what="get_negative_sample(target)"):
    """Return the negatives as integers; only the first check asks for an integer dtype."""
    if not isinstance(came, np.ndarray):
        # the same words in every check: the student reads them once
        is_what = "a list" if isinstance(came, list) else describe(came)
        expect(False, f"{what} should be an array of shape (B, K), but it is {is_what}.")
    shape = (len(case["target"]), case["sample_size"])
    expect_array(came, what, shape=shape, kind="iuf")
    vocab_size = case["corpus"].max() + 1
    wrong = ~((came >= 0) & (came < vocab_size) & (np.floor(came) == came))
    if wrong.any():
        row = int(np.argwhere(wrong)[0][0])
        expect(
            False,
            f"Ids go from 0 to {vocab_size - 1} here, but row {row} holds {came[row].tolist()}.",
        )
    return came.astype(np.int64)


def _judge_shape(case, came):
    """Look at the form; where 400 words are equally common, at their range, too.

    None of 100 of them in 500 draws comes about once in 10^62 runs.
    """
    rows = _ids(case, came["sample"])
    expect_array(
        came["sample"],
        "get_negative_sample(target)",
        shape=(len(case["target"]), case["sample_size"]),
        kind="iu",
    )
    if case["corpus"].max() == 399:
        missing = np.setdiff1d(range(4), rows // 100)
        if missing.size:
            low = 100 * missing[0]
            expect(False, f"Of 400 equally common words, none from {low} to {low + 99} came.")


def _judge_no_target(case, came):
    """Look for the target in each of 900 rows.

    A right answer never fails. A sampler whose rows hold their target with a probability of
    0.016 or more fails in all but one of a million runs.
    """
    rows = _ids(case, came["sample"])
    hit = np.any(rows == case["target"][:, np.newaxis], axis=1)
    if hit.any():
        row = int(np.argmax(hit))
        expect(
            False,
            f"The target is the right answer, so it may not be a negative. But row {row} has the "
            f"target {case['target'][row]} and holds {rows[row].tolist()}; "
            f"{np.count_nonzero(hit)} of {len(rows)} rows hold their own target.",
        )


def _judge_different(case, came):
    rows = np.sort(_ids(case, came["sample"]), axis=1)
    repeats = np.any(rows[:, 1:] == rows[:, :-1], axis=1)
    if repeats.any():
        row = int(np.argmax(repeats))
        expect(
            False,
            f"The negatives of one row should all differ, but row {row} holds "
            f"{came['sample'][row].tolist()}; {np.count_nonzero(repeats)} of {len(rows)} rows "
            "hold a word more than once.",
        )


def _judge_one_negative(case, came):
    """Compare how often each word came with ``P(w | w ≠ target)``.

    Two powers, two targets each, 3,000 rows for each of the four; each takes a quarter of
    `FALSE_ALARM`. With 5 words to count, a count is improbable beyond 6.2 standard
    deviations. So a probability that is off by ``11 sqrt(p (1 - p) / 3000)`` is found in
    all but one of a million runs: by 0.10 where p is a half, by 0.04 where it is 0.05.
    In all of these, one probability at least is off by more than 0.4: the power left out,
    all words alike, counts in another order, a target let in, ids shifted by one. A power
    that is off by 0.25 changes one by 0.17.
    """
    rows, p = _ids(case, came["sample"]), _word_p(case)
    _judge_no_target(case, came)
    for target in np.unique(case["target"]):
        expect_draws(
            rows[case["target"] == target],
            _without(p, target),
            f"With target {target} and power {case['power']}",
            false_alarm=FALSE_ALARM / 4,
        )


def _judge_three_negatives(case, came):
    """Compare the sets of three with what drawing one after another gives.

    This takes half of `FALSE_ALARM`. 5 words and 10 sets are counted in 4,000 rows; a
    count is improbable beyond 6.3 standard deviations, and a probability that is off by
    ``11.1 sqrt(p (1 - p) / 4000)``, 0.09 at most, is found in all but one of a million runs.
    The other half is for 5,000 rows of one negative: who draws those wrongly, too, has not
    made the mistakes that only show in longer rows. The nearest wrong law that learners
    write draws a whole row again until its words differ. Of its rows, 97.4 % hold word 2
    where 99.8 % should, which is off by 36 standard deviations.
    """
    if case["sample_size"] == 1:
        _judge_one_negative(case, came)
        return
    rows = _ids(case, came["sample"])
    _judge_no_target(case, came)
    _judge_different(case, came)
    target = case["target"][0]
    expect_draws(
        rows,
        _without(_word_p(case), target),
        f"With target {target}",
        false_alarm=FALSE_ALARM / 2,
    )


def _judge_fresh(case, came):
    """Count how often two rows that should be independent hold the same set.

    Neighbouring rows (200 pairs that share no row), rows half a batch apart (200), one row in
    both calls (400), and one row of two samplers (400): with equally common words, independent
    rows agree in one of ten pairs, and the count is binomial. Each of the four takes a quarter
    of `FALSE_ALARM`. Rows that all come from one draw agree in every pair.
    """
    first = _ids(case, came["first"])
    second = _ids(case, came["second"], "the second call")
    equal = _ids(case, came["equal"], "a second sampler's call")
    _ids({**case, "target": case["target"][:3]}, came["few"], "a call with three targets")
    expect(
        np.array_equal(_ids(case, came["first_later"]), first),
        "The array of the first call was changed by a later call. Each call should return an "
        "array of its own.",
    )
    p = _without(_word_p(case), case["target"][0])
    agree = agreement(p, case["sample_size"])
    half = len(first) // 2
    for one, other, which in (
        (first[::2], first[1::2], "neighbouring rows of one batch"),
        (first[:half], first[half:], "rows of one batch"),
        (first, second, "rows of two calls with one batch"),
        (first, equal, "rows of two samplers of one corpus"),
    ):
        expect_independent(one, other, agree, which, false_alarm=FALSE_ALARM / 4)


def _judge_too_few(case, came):
    rows, vocab_size = _ids(case, came["most"]), case["corpus"].max() + 1
    for target, row in zip(case["target"], np.sort(rows, axis=1), strict=True):
        others = np.delete(np.arange(vocab_size), target)
        expect_values(
            row,
            others,
            f"With {vocab_size} words in all, the {len(others)} negatives of target {target}, "
            "sorted,",
            why="There are no other words.",
        )
    asked = (
        f"In a corpus of {vocab_size} different words, a target has {vocab_size - 1} others. "
        f"To ask for {vocab_size} different negatives should raise a ValueError"
    )
    expect(
        came["raised"] != "TimeoutError",
        f"{asked}, but your code had no end: it looks for a word that does not exist.",
    )
    if came["raised"]:
        expect(
            came["raised"] == "ValueError",
            f"{asked}, but it raised {came['raised']}: {came.get('message')}",
        )
    else:
        too_many = came["too_many"]
        first = too_many[0].tolist() if np.ndim(too_many) == 2 else too_many
        expect(
            False,
            f"{asked}, but no error came. The first row, of target {case['target'][0]}, "
            f"holds {first}.",
        )


def _judge_inputs(case, came):
    _ids(case, came["sample"])
    for name in ("corpus", "target"):
        expect_unchanged(came[name], case[name], name)


def _alike_in_form(outcome, other):
    """Whether two outcomes agree in shape, kind of dtype and range; ids are random."""
    if outcome.error or other.error:
        return alike(outcome, other)
    return _form(outcome.values) == _form(other.values)


def _form(values):
    sample = values["sample"]
    if not isinstance(sample, np.ndarray) or sample.dtype.kind not in "iuf":
        return None
    in_range = bool(np.all((sample >= 0) & (sample < values["vocab_size"])))
    return sample.shape, sample.dtype.kind == "f", in_range


def _alike_in_law(*names):
    """Return a function that tells whether two outcomes look drawn from one law.

    Compared are, for each target, which sets came how often; and how many rows held their
    own target, or a word twice.
    """

    def same(outcome, other):
        if outcome.error or other.error:
            return alike(outcome, other)
        return all(_same_draws(outcome.values, other.values, name) for name in names)

    return same


def _same_draws(values, others, name):
    sample, other = values[name], others[name]
    for came in (sample, other):
        if not isinstance(came, np.ndarray) or came.ndim != 2 or came.dtype.kind not in "iuf":
            return type(sample) is type(other) and not isinstance(sample, np.ndarray)
    if sample.shape != other.shape:
        return False
    target = values["target"]
    return same_law(_rows(target, sample), _rows(target, other)) and same_law(
        _faults(target, sample), _faults(target, other)
    )


def _rows(target, sample):
    return np.column_stack([target, np.sort(sample.astype(float), axis=1)])


def _faults(target, sample):
    ordered = np.sort(sample, axis=1)
    hit = np.any(sample == target[:, np.newaxis], axis=1)
    repeats = np.any(ordered[:, 1:] == ordered[:, :-1], axis=1)
    return np.column_stack([hit, repeats])


def _alike_too_few(outcome, other):
    if outcome.error or other.error:
        return alike(outcome, other)
    return (
        outcome.values["raised"] == other.values["raised"]
        and _same_draws(outcome.values, other.values, "most")
        and _same_draws(outcome.values, other.values, "too_many")
    )


CHECKS = {
    "UnigramSampler": (
        Check(
            "integer ids, shape (B, K)",
            1,
            _shapes,
            drive.sample,
            _judge_shape,
            "06_unigram_sampler#sampler-call",
            _alike_in_form,
        ),
        Check(
            "no row holds its own target",
            2,
            _mixed_targets,
            drive.sample,
            _judge_no_target,
            "06_unigram_sampler#sampler-leaves-out-target",
            _alike_in_law("sample"),
        ),
        Check(
            "the negatives of a row differ from one another",
            1,
            _mixed_targets,
            drive.sample,
            _judge_different,
            "06_unigram_sampler#sampler-different-words",
            _alike_in_law("sample"),
        ),
        Check(
            "one negative: each word comes as often as the policy says",
            2,
            _one_negative,
            drive.sample,
            _judge_one_negative,
            "06_unigram_sampler#sampler-powered-frequency",
            _alike_in_law("sample"),
            chance=True,
        ),
        Check(
            "three negatives: drawn one after another",
            1,
            _three_negatives,
            drive.sample,
            _judge_three_negatives,
            "06_unigram_sampler#sampler-one-after-another",
            _alike_in_law("sample"),
            chance=True,
        ),
        Check(
            "each row, each call and each sampler draws anew",
            1,
            _even_words,
            drive.sample_twice,
            _judge_fresh,
            "06_unigram_sampler#sampler-fresh-draws",
            chance=True,
        ),
        Check(
            "as many negatives as there are other words; one more is a ValueError",
            1,
            _few_words,
            drive.too_few_words,
            _judge_too_few,
            "06_unigram_sampler#sampler-too-few-words",
            _alike_too_few,
        ),
        Check(
            "corpus and target are left as they were",
            1,
            _shapes,
            drive.inputs_after,
            _judge_inputs,
            "06_unigram_sampler#sampler-call",
            _alike_in_form,
        ),
    ),
}
