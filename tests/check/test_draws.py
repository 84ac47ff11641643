"""The statistics behind the checks of random answers."""

import itertools

import numpy as np
import pytest

from w2vlib.check.draws import (
    agreement,
    expect_draws,
    expect_fresh_draws,
    expect_independent,
    same_law,
    set_law,
)
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


def test_agreement_of_single_words_and_of_pairs():
    assert agreement(P, 1) == pytest.approx(sum(P**2))
    assert agreement(np.full(4, 0.25), 2) == pytest.approx(1 / 6)


def test_pairs_that_agree_too_often_are_found():
    rng = np.random.default_rng(0)
    one, other = draw(rng, 500, 2), draw(rng, 500, 2)
    expect_independent(one, other, agreement(P, 2), "rows")
    other[::3] = one[::3, ::-1]
    with pytest.raises(Wrong, match=r"rows hold the same words in \d+ of 500 pairs"):
        expect_independent(one, other, agreement(P, 2), "rows")


@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("seed", range(50))
def test_draws_that_are_used_again_never_pass_by_luck(size, seed):
    rng = np.random.default_rng(seed)
    fresh = draw(rng, 18 * 40, size).reshape(18, 40, size)
    expect_fresh_draws(fresh, P, "here")
    with pytest.raises(Wrong, match="rows of two calls with one batch hold the same words in 360"):
        expect_fresh_draws(np.repeat(fresh[:1], 18, axis=0), P, "here")
    with pytest.raises(Wrong, match="neighbouring rows of one batch hold the same words in 360"):
        expect_fresh_draws(np.repeat(fresh[:, :1], 40, axis=1), P, "here")


@pytest.mark.parametrize("seed", range(20))
def test_fresh_draws_of_a_wrong_law_are_told_that(seed):
    bent = np.array([0.8, 0.0, 0.1, 0.07, 0.03])
    rows = draw(np.random.default_rng(seed), 720, 1, bent).reshape(18, 40, 1)
    with pytest.raises(Wrong, match="here, word 0 came in"):
        expect_fresh_draws(rows, P, "here")


def test_the_same_row_in_every_call_is_found():
    rows = np.zeros((18, 40, 1), dtype=int)
    with pytest.raises(Wrong, match="here, word"):
        expect_fresh_draws(rows, P, "here")
