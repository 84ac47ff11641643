"""The check of the sampler refuses laws that are only a little wrong, and comes back."""

import sys

import numpy as np
import pytest

from w2vlib import UnigramSampler
from w2vlib.check.draws import set_law
from w2vlib.check.expect import Wrong
from w2vlib.check.grade import grade
from w2vlib.check.misconceptions.unigram_sampler import BatchSampler
from w2vlib.check.unigram_sampler import (
    _judge_one_negative,
    _judge_three_negatives,
    _one_negative,
    _three_negatives,
)
from w2vlib.drive import unigram_sampler as drive

FRESH = "each row, each call and each sampler draws anew"
NAMES = {
    "one negative: each word comes as often as the policy says",
    "three negatives: drawn one after another",
    FRESH,
    "as many negatives as there are other words; one more is a ValueError",
}


def failed(sampler, seed=0):
    results, _ = grade("UnigramSampler", sampler, seed)
    lost = {result.name: result for result in results if not result.passed}
    assert set(lost) <= NAMES, lost
    return {name: result.message for name, result in lost.items()}


def test_another_power_is_refused():
    class LowerPower(BatchSampler):
        def powered(self, corpus, power):
            return super().powered(corpus, power - 0.25)

    messages = failed(LowerPower)
    assert (
        "Chance alone does not explain"
        in messages["one negative: each word comes as often as the policy says"]
    )


def test_only_0_75_is_refused():
    class AlwaysThreeQuarters(BatchSampler):
        def powered(self, corpus, power):
            return super().powered(corpus, 0.75)

    (message,) = failed(AlwaysThreeQuarters).values()
    assert "and power 0.3, word" in message


def test_a_kept_batch_is_refused():
    class KeepsItsRows(UnigramSampler):
        kept = None

        def get_negative_sample(self, target):
            if self.kept is None:
                self.kept = super().get_negative_sample(target)
            return self.kept[: len(target)].copy()

    (message,) = failed(KeepsItsRows).values()
    assert "rows of two calls with one batch hold the same words in 400 of 400 pairs" in message


def test_half_a_batch_drawn_twice_is_refused():
    class DrawsHalf(BatchSampler):
        def get_negative_sample(self, target):
            half = (len(target) + 1) // 2
            if len(set(target.tolist())) > 1:
                return super().get_negative_sample(target)
            return np.tile(super().get_negative_sample(target[:half]), (2, 1))[: len(target)]

    assert FRESH in failed(DrawsHalf)


def test_an_endless_search_ends_and_leaves_no_trace():
    class ForEver(UnigramSampler):
        def __init__(self, corpus, power, sample_size):
            self.endless = len(set(corpus.tolist())) <= sample_size
            super().__init__(corpus, power, 1 if self.endless else sample_size)

        def get_negative_sample(self, target):
            while self.endless:
                pass
            return super().get_negative_sample(target)

    def tracer(frame, event, arg):
        return None

    before, drive_seconds = sys.gettrace(), drive.SECONDS
    drive.SECONDS = 0.1
    try:
        sys.settrace(tracer)
        (message,) = failed(ForEver).values()
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)
        drive.SECONDS = drive_seconds
    assert "your code had no end" in message


def rows_as_expected(case, error):
    """Rows that hold each set as often as it would come if the power had this error."""
    rows = np.empty((len(case["target"]), case["sample_size"]), dtype=int)
    for target in np.unique(case["target"]):
        p = np.bincount(case["corpus"]) ** (case["power"] + error)
        p[target] = 0
        law = set_law(p / p.sum(), case["sample_size"])
        here = np.flatnonzero(case["target"] == target)
        at = (np.arange(len(here)) + 0.5) / len(here)
        which = np.searchsorted(np.cumsum(list(law.values())), at)
        rows[here] = np.array(list(law))[np.minimum(which, len(law) - 1)]
    return rows


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("cases", "judge", "seen"),
    [
        (_one_negative, _judge_one_negative, 0.11),
        (_three_negatives, _judge_three_negatives, 0.13),
    ],
)
def test_the_smallest_error_of_the_power_that_is_seen(cases, judge, seen, seed):
    for case in cases(np.random.default_rng(seed)):
        judge(case, {"sample": rows_as_expected(case, 0)})
        for error in (seen, -seen):
            with pytest.raises(Wrong, match="Chance alone"):
                judge(case, {"sample": rows_as_expected(case, error)})


def test_a_byte_is_too_small():
    class Bytes(BatchSampler):
        def get_negative_sample(self, target):
            return super().get_negative_sample(target).astype(np.uint8)

    results, _ = grade("UnigramSampler", Bytes, 0)
    (message,) = (result.message for result in results if not result.passed)
    assert message == "Of 400 equally common words, none from 300 to 399 came."
