"""The smallest errors in distributions that are refused, small probabilities included."""

import numpy as np
import pytest

from w2vlib.check.grade import grade
from w2vlib.check.random_choice import reference_power_distribution, reference_word_distribution

SEEDS = range(5)
RIGHT = {
    "power_distribution": reference_power_distribution,
    "word_distribution": reference_word_distribution,
}


def failed(target, change, seed):
    results, _ = grade(target, lambda *args: change(RIGHT[target](*args)), seed)
    return {result.name for result in results if not result.passed}


def all_names(target):
    return failed(target, lambda p: None, 0)


def smallest_times(factor):
    def change(p):
        p = p.copy()
        p[np.where(p > 0, p, np.inf).argmin()] *= factor
        return p

    return change


@pytest.mark.parametrize("target", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("error", "refused"), [(3e-9, True), (1e-12, False)])
def test_an_error_of_the_smallest_probability(target, seed, error, refused):
    lost = failed(target, smallest_times(1 + error), seed)
    assert lost == (all_names(target) if refused else set())


@pytest.mark.parametrize("target", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("error", "refused"), [(5e-5, True), (1e-7, False)])
def test_an_error_in_single_precision(target, seed, error, refused):
    lost = failed(target, lambda p: smallest_times(1 + error)(p).astype(np.float32), seed)
    assert lost == (all_names(target) if refused else set())


@pytest.mark.parametrize("target", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_sum_that_is_not_quite_one_is_refused(target, seed):
    lost = failed(target, lambda p: p * (1 + 1e-8), seed)
    by_ratio = {
        "other powers: the ratios between the words are right",
        "entry i belongs to id i, wherever the ids stand in the corpus",
        "other powers, from 0 to 2",
    }
    assert lost == all_names(target) - by_ratio


@pytest.mark.parametrize("target", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("tiny", [1e-12, 5e-324])
def test_what_cannot_come_must_be_exactly_zero(target, seed, tiny):
    # where nothing is 0, the tiny number is lost in rounding
    names = {
        "power_distribution": "what is 0 stays 0, for the power 0 too",
        "word_distribution": "ids that do not occur have probability 0",
    }
    assert names[target] in failed(target, lambda p: np.where(p == 0, tiny, p), seed)


@pytest.mark.parametrize("target", RIGHT)
def test_half_precision_is_refused(target):
    assert failed(target, lambda p: p.astype(np.float16), 0) == all_names(target)
