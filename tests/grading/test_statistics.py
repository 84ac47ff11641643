"""Statistics of a class whose numbers are known."""

import math

import numpy as np

from grading.statistics import check_statistics, correlation, mistakes, totals
from tests.grading.small_class import MISTAKE, small_class

RESULTS = small_class().results


def test_pass_rates_and_item_rest_correlations():
    shapes, small, repeated = check_statistics(RESULTS)
    assert (shapes.name, shapes.passed, shapes.students) == ("shapes", 1, 10)
    assert math.isnan(shapes.discrimination)
    assert small.passed == 0.8
    # two numbers that are only 0 or 1: phi
    passed = np.array([0] * 2 + [1] * 8), np.array([0] * 6 + [1] * 4)
    assert math.isclose(small.discrimination, np.corrcoef(passed)[0, 1])
    assert math.isclose(repeated.discrimination, small.discrimination)


def test_a_check_that_the_stronger_fail_is_negative():
    assert correlation([1, 1, 0, 0], [0, 1, 2, 3]) < -0.8


def test_mistakes_count_students_once():
    assert mistakes(RESULTS + RESULTS) == [(MISTAKE, 6)]


def test_totals_are_shares_of_all_points():
    shares = totals(RESULTS)
    assert len(shares) == 10
    assert shares["student0"] == 0.2
    assert shares["student9"] == 1
