"""What is worked out once for all submissions with one seed, and is theirs alone all the same."""

import copy

import numpy as np
import pytest

from grading.judge import judge
from grading.remembered import cases_of, mistakes_of
from w2vlib.check import grade
from w2vlib.check.catalogue import catalogue
from w2vlib.topics import EXERCISES

TARGETS = [target for topic in EXERCISES.values() for target in topic.targets]


def runs_of(target, student, cases_of=cases_of):
    return [(check, cases, check.run(student, cases)) for check, cases in cases_of(target, 1)]


def equal(one, other):
    """Tell whether cases are the same, array by array."""
    np.testing.assert_equal(one, other)
    return True


@pytest.mark.parametrize("target", ["Embedding", "draw_words", "UnigramSampler"])
def test_cases_are_those_of_the_seed_whatever_was_done_with_them(target):
    for _ in range(2):
        remembered, fresh = list(cases_of(target, 3)), list(grade.cases_of(target, 3))
        for (check, cases), (other, expected) in zip(remembered, fresh, strict=True):
            assert check is other
            assert equal(cases, expected)
            for case in cases:
                for value in case.values():
                    if isinstance(value, np.ndarray):
                        value.fill(0)
                case.clear()
            cases.clear()


@pytest.mark.parametrize("target", TARGETS)
def test_results_are_the_same_as_without(target):
    student = catalogue()[target][-1].wrong
    expected, _ = judge(target, runs_of(target, student, grade.cases_of))
    for _ in range(2):  # and judging leaves what is remembered as it was
        runs = runs_of(target, student)
        before = copy.deepcopy([cases for _, cases, _ in runs])
        results, _ = judge(target, runs, mistakes_of(target, 1))
        assert results == expected
        assert equal([cases for _, cases, _ in runs], before)
