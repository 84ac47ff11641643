"""The statistics behind the checks of random answers."""

import itertools

import numpy as np
import pytest

from w2vlib.check.draws import expect_draws, same_law, set_law
from w2vlib.check.expect import Wrong

P = np.array([0.5, 0.0, 0.3, 0.15, 0.05])


def draw(rng, N, size, p=P):
    return np.array([rng.choice(len(p), size, replace=False, p=p) for _ in range(N)])


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_law_covers_all_sets_and_sums_to_one(size):
    law = set_law(P, size)
    assert list(law) == list(itertools.combinations([0, 2, 3, 4], size))
    assert sum(law.values()) == pytest.approx(1)


def test_law_of_pairs_by_hand():
    assert set_law(P, 2)[0, 2] == pytest.approx(0.5 * 0.3 / 0.5 + 0.3 * 0.5 / 0.7)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_right_draws_fail_no_more_often_than_promised(size):
    rng = np.random.default_rng(0)
    failed = 0
    for _ in range(200):
        try:
            expect_draws(draw(rng, 50, size), P, "here", false_alarm=0.1)
        except Wrong:
            failed += 1
    # 20 at most are expected; 41 or more would come less than once in a hundred thousand
    assert failed <= 40


def test_a_small_bias_is_found():
    bent = np.array([0.55, 0.0, 0.25, 0.15, 0.05])
    rows = draw(np.random.default_rng(0), 8000, 1, bent)
    with pytest.raises(Wrong, match=r"here, word [02] came in .* of 8,000 rows, but about"):
        expect_draws(rows, P, "here")


def test_words_that_come_in_pairs_are_found():
    # each word comes as often as it should, but 0 and 1 only together, and 2 and 3
    rng = np.random.default_rng(0)
    p = np.full(4, 0.25)
    rows = np.array([[0, 1], [2, 3]])[rng.integers(0, 2, 500)]
    with pytest.raises(Wrong, match=r"the set \[.*\] came in \d+ of 500 rows"):
        expect_draws(rows, p, "here")


@pytest.mark.parametrize("row", [[0, 1], [2, 2], [0, 7]])
def test_impossible_rows_are_found(row):
    with pytest.raises(Wrong, match="no possible set"):
        expect_draws(np.array([[0, 2], row]), P, "here")


def test_the_order_within_a_row_does_not_matter():
    rows = np.sort(draw(np.random.default_rng(0), 4000, 2), axis=1)[:, ::-1]
    expect_draws(rows, P, "here")


def test_samples_of_one_law_are_alike_and_others_are_not():
    rng = np.random.default_rng(0)
    bent = np.array([0.3, 0.0, 0.5, 0.15, 0.05])
    for _ in range(20):
        one, other = draw(rng, 500, 2), draw(rng, 500, 2)
        assert same_law(one, other)
    assert not same_law(draw(rng, 2000, 1), draw(rng, 2000, 1, bent))
    assert not same_law(one, other[:-1])
