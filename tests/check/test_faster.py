"""The smallest errors that the checks of exercise 11 reject, in results and in work."""

import sys

import numpy as np
import pytest

from w2vlib.check.faster import (
    _many_rows,
    _text,
    reference_BatchSampler,
    reference_SparseCBOW,
)
from w2vlib.check.registry import checks_of
from w2vlib.drive import faster as drive
from w2vlib.drive.faster import _bits, _signalling_nans

SEEDS = range(3)
CHECKS = {
    target: {check.name: check for check in checks_of(target)[1]}
    for target in ("BatchSampler", "SparseCBOW")
}
SAMPLER_STEPS, SAMPLER_MEMORY = list(CHECKS["BatchSampler"])[-2:]
ONE, BATCH, AFTER, _, STEPS, MEMORY = list(CHECKS["SparseCBOW"])[1:]


def verdict(target, name, answer, seed):
    """Return what one check finds wrong with an answer, or None."""
    check = CHECKS[target][name]
    cases = check.cases(np.random.default_rng(seed))
    wrong = check.verdict(cases, check.run(answer, cases))
    return wrong and str(wrong)


class Double(reference_SparseCBOW):
    """The same in float64."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.word_vecs = self.word_vecs.astype(float)
        self.output_vecs = self.output_vecs.astype(float)


class Mixed(reference_SparseCBOW):
    """One weight in float64, the other in float32."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.word_vecs = self.word_vecs.astype(float)


def off(base, result, delta):
    """Return a right model, one of whose results is off by `delta`."""

    class Off(base):
        def train_step(self, contexts, target, lr):
            if result == "lr":
                return super().train_step(contexts, target, lr * (1 + delta))
            loss = super().train_step(contexts, target, lr)
            if result == "loss":
                return loss * (1 + delta)
            getattr(self, result)[contexts[0, 0], 0] += delta
            return loss

    return Off


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("check", [ONE, BATCH, AFTER])
@pytest.mark.parametrize(
    ("base", "result", "delta"),
    [
        (reference_SparseCBOW, "loss", 3e-5),
        (reference_SparseCBOW, "word_vecs", 5e-5),
        (reference_SparseCBOW, "output_vecs", 5e-5),
        (reference_SparseCBOW, "lr", 1e-3),
        (Double, "loss", 3e-5),
        (Double, "word_vecs", 5e-9),
        (Double, "output_vecs", 5e-9),
        (Double, "lr", 1e-7),
    ],
)
def test_small_error_is_rejected(base, result, delta, check, seed):
    assert verdict("SparseCBOW", check, off(base, result, delta), seed)


@pytest.mark.parametrize("check", [ONE, BATCH, AFTER])
@pytest.mark.parametrize(
    ("base", "delta"), [(reference_SparseCBOW, 1e-7), (Mixed, 1e-7), (Double, 1e-12)]
)
@pytest.mark.parametrize("result", ["loss", "word_vecs", "output_vecs", "lr"])
def test_rounding_is_not(base, delta, result, check):
    for seed in SEEDS:
        assert not verdict("SparseCBOW", check, off(base, result, delta), seed)


def sampler_that_also(does):
    class Also(reference_BatchSampler):
        def get_negative_sample(self, target):
            does(len(target), len(self.edges))
            return super().get_negative_sample(target)

    return Also


def model_that_also(does):
    class Also(reference_SparseCBOW):
        def train_step(self, contexts, target, lr):
            does(len(target), len(self.word_vecs))
            return super().train_step(contexts, target, lr)

    return Also


def count_to(n):
    for _ in range(n):
        pass


WORK = [
    ("BatchSampler", SAMPLER_STEPS, sampler_that_also),
    ("SparseCBOW", STEPS, model_that_also),
]
ROOM = [
    ("BatchSampler", SAMPLER_MEMORY, sampler_that_also),
    ("SparseCBOW", MEMORY, model_that_also),
]


@pytest.mark.parametrize(("target", "check", "that_also"), WORK)
def test_one_step_for_each_example_is_rejected(target, check, that_also):
    message = verdict(target, check, that_also(lambda B, V: [0 for _ in range(B)]), 0)
    assert " for each further " in message


@pytest.mark.parametrize(("target", "check", "that_also"), WORK)
def test_one_step_for_each_word_is_rejected(target, check, that_also):
    message = verdict(target, check, that_also(lambda B, V: [0 for _ in range(V)]), 0)
    assert "further word of the vocabulary" in message


@pytest.mark.parametrize(("target", "check", "that_also"), WORK)
def test_a_thousand_steps_and_some_for_every_tenth_example_are_not(target, check, that_also):
    for seed in SEEDS:
        answer = that_also(lambda B, V: (count_to(500), count_to(B // 20)))
        assert not verdict(target, check, answer, seed)


@pytest.mark.parametrize(("target", "check", "that_also"), ROOM)
@pytest.mark.parametrize("dtype", [bool, np.int32, float])
def test_one_array_as_long_as_the_vocabulary_is_rejected(target, check, that_also, dtype):
    message = verdict(target, check, that_also(lambda B, V: np.zeros(V, dtype)), 0)
    more = np.dtype(dtype).itemsize
    assert f": {more} bytes for each further word" in message


@pytest.mark.parametrize(("target", "check", "that_also"), ROOM)
def test_a_megabyte_that_does_not_grow_is_not(target, check, that_also):
    for seed in SEEDS:
        assert not verdict(target, check, that_also(lambda B, V: np.zeros(125_000)), seed)


@pytest.mark.parametrize(("target", "check", "that_also"), ROOM)
def test_what_is_made_once_is_free(target, check, that_also):
    made = {}
    answer = that_also(lambda B, V: made[V] if V in made else made.update({V: np.ones(V)}))
    for seed in SEEDS:
        made.clear()
        assert not verdict(target, check, answer, seed)


def model_that_keeps(numbers, dtype):
    class Keeps(reference_SparseCBOW):
        def __init__(self, vocab_size, hidden_size, window_size, corpus):
            super().__init__(vocab_size, hidden_size, window_size, corpus)
            self.kept = np.zeros((vocab_size, numbers or hidden_size), dtype)

    return Keeps


def test_a_third_array_of_the_weights_size_is_rejected():
    message = verdict("SparseCBOW", MEMORY, model_that_keeps(None, np.float32), 0)
    assert "no further array of their size" in message


def test_ten_numbers_for_each_word_are_not():
    assert not verdict("SparseCBOW", MEMORY, model_that_keeps(10, float), 0)


@pytest.mark.parametrize("base", [reference_SparseCBOW, Double])
@pytest.mark.parametrize("name", ["word_vecs", "output_vecs"])
@pytest.mark.parametrize("change", ["minus zero", "times one"])
def test_arithmetic_on_a_single_other_row_is_rejected(base, name, change):
    class Touches(base):
        def train_step(self, contexts, target, lr):
            loss = super().train_step(contexts, target, lr)
            row = getattr(self, name)[-1:]
            if change == "minus zero":
                row -= 0
            else:
                row *= 1
            return loss

    message = verdict("SparseCBOW", MEMORY, Touches, 0)
    assert f"arithmetic on 1 other rows of {name}" in message


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_copies_leave_no_trace(dtype):
    W = np.zeros((5, 3), dtype)
    W[:] = _signalling_nans(W)
    assert np.isnan(W).all()
    before = _bits(W)
    W[:] = W[::-1].copy()
    W[[1, 3]] = W[[3, 1]]
    assert np.array_equal(_bits(W), before)
    with np.errstate(invalid="ignore"):
        W[2] += 0
    assert (_bits(W) != before).any(axis=1).tolist() == [False, False, True, False, False]


def test_work_without_a_result_is_no_merit():
    class DrawsNothing(reference_BatchSampler):
        def get_negative_sample(self, target):
            return (target[:, np.newaxis] + 1 + np.arange(self.sample_size)) % len(self.edges)

    class LearnsNothing(reference_SparseCBOW):
        def train_step(self, contexts, target, lr):
            return 6 * np.log(2)

    class LearnsLittle(reference_SparseCBOW):
        def train_step(self, contexts, target, lr):
            return super().train_step(contexts[:1], target[:1], lr)

    for check in (SAMPLER_STEPS, SAMPLER_MEMORY):
        assert "judged where the rows are right" in verdict("BatchSampler", check, DrawsNothing, 0)
    for check in (STEPS, MEMORY):
        assert "judged once it goes this way" in verdict("SparseCBOW", check, LearnsNothing, 0)
        assert "that belong to its contexts" in verdict("SparseCBOW", check, LearnsLittle, 0)


def test_no_five_words_have_more_than_the_bound_says():
    (case,) = _many_rows(np.random.default_rng(0))
    for corpus in (case["corpus"], case["large_corpus"]):
        p = np.sort(np.bincount(corpus) ** case["power"])
        assert p[-5:].sum() / p.sum() < 0.35


def test_a_text_holds_each_word():
    counts = np.bincount(_text(3000, np.random.default_rng(0)))
    assert len(counts) == 3000
    assert counts.min() == 1
    assert counts[0] == 2000


@pytest.mark.parametrize(
    "name", [*CHECKS["BatchSampler"], *(name for name in CHECKS["SparseCBOW"] if "work" in name)]
)
def test_an_endless_search_ends_and_leaves_no_trace(name, monkeypatch):
    class ForEver(reference_BatchSampler):
        def get_negative_sample(self, target):
            while True:
                super().get_negative_sample(target)

    class Model(reference_SparseCBOW):
        def train_step(self, contexts, target, lr):
            if len(self.word_vecs) > 6:
                ForEver(np.arange(9), 0.75, 5).get_negative_sample(target % 9)
            return super().train_step(contexts, target, lr)

    def tracer(frame, event, arg):
        return None

    monkeypatch.setattr(drive, "SECONDS", 0.2)
    target = "BatchSampler" if name in CHECKS["BatchSampler"] else "SparseCBOW"
    before = sys.gettrace()
    try:
        sys.settrace(tracer)
        message = verdict(target, name, ForEver if target == "BatchSampler" else Model, 0)
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)
    assert "no end after 0.2 seconds" in message
