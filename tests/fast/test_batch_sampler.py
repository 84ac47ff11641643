"""BatchSampler: the policy of chapter 06, exactly, however a batch is drawn."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from w2vlib import UnigramSampler
from w2vlib.check.draws import expect_draws, expect_fresh_draws
from w2vlib.check.grade import grade
from w2vlib.fast import batch_sampler
from w2vlib.fast.batch_sampler import BatchSampler, _alias_table, powered_unigram

COUNTS = np.array([1, 2, 2, 2, 1])
SKEWED = np.array([20, 3, 300, 0, 8, 60, 1])


class AsUnigramSampler:
    """What the exercise asks for, made of a BatchSampler."""

    def __init__(self, corpus, power, sample_size):
        self.sampler = BatchSampler(np.bincount(corpus), power, sample_size)

    def get_negative_sample(self, target):
        return self.sampler.get_negative_sample(target)


@pytest.fixture(params=["drawn again", "keys", "keys in parts"])
def way(request, monkeypatch):
    """Each way to replace a word that repeats; results must not depend on it."""
    if request.param != "drawn again":
        monkeypatch.setattr(batch_sampler, "_ROUNDS", 0)
    if request.param == "keys in parts":
        monkeypatch.setattr(batch_sampler, "_KEYS", 50)


@pytest.mark.parametrize("seed", range(5))
def test_it_passes_the_courses_own_check(way, seed):
    results, _ = grade("UnigramSampler", AsUnigramSampler, seed)
    assert results
    for result in results:
        assert result.passed, f"{result.name}: {result.message}"


@pytest.mark.parametrize("power", [0, 0.75, 1.5])
@pytest.mark.parametrize("K", [1, 2, 4])
@pytest.mark.parametrize("target", [2, 6])
def test_sets_follow_the_exact_law(way, power, K, target):
    sampler = BatchSampler(SKEWED, power, K, np.random.default_rng(1))
    p = powered_unigram(SKEWED, power)
    p[target] = 0
    rows = sampler.get_negative_sample(np.full(20_000, target))
    expect_draws(rows, p / p.sum(), f"with target {target}")


def test_ordered_pairs_follow_drawing_one_after_another(way):
    counts, target, N = np.array([20, 3, 90, 8, 60]), 4, 20_000
    sampler = BatchSampler(counts, 1, 2, np.random.default_rng(0))
    pairs, came = np.unique(
        sampler.get_negative_sample(np.full(N, target)), axis=0, return_counts=True
    )
    left = counts[:4] / counts[:4].sum()
    orders = itertools.permutations(range(4), 2)
    expected = {(a, b): N * left[a] * left[b] / (1 - left[a]) for a, b in orders}
    assert sorted(map(tuple, pairs.tolist())) == sorted(expected)
    # a fixed seed: this number is the same in each run, and would be below 1e-6 once in a million
    frequencies = [expected[pair] for pair in map(tuple, pairs.tolist())]
    assert chisquare(came, frequencies).pvalue > 1e-6


def test_rows_and_calls_are_drawn_anew(way):
    sampler = BatchSampler(SKEWED, 0.75, 2, np.random.default_rng(2))
    p = powered_unigram(SKEWED, 0.75)
    p[0] = 0
    batches = np.stack([sampler.get_negative_sample(np.zeros(100, int)) for _ in range(100)])
    expect_fresh_draws(batches, p / p.sum(), "with target 0")


def test_a_vocabulary_of_10_000_words():
    V, N, target = 10_000, 400_000, 3
    counts = 1_000_000 // np.arange(1, V + 1)
    sampler = BatchSampler(counts, 0.75, 1, np.random.default_rng(0))
    came = np.bincount(sampler.get_negative_sample(np.full(N, target))[:, 0], minlength=V)
    assert came[target] == 0
    expected = counts**0.75
    expected[target] = 0
    expected *= N / expected.sum()
    # rare words ten at a time: chi-square wants a few of each
    came, expected = (
        np.delete(x, target)[9:].reshape(-1, 10).sum(axis=1) for x in (came, expected)
    )
    assert chisquare(came, expected * came.sum() / expected.sum()).pvalue > 1e-6


@st.composite
def sampling(draw):
    """Counts, some of them 0, and a K that there are words for."""
    counts = draw(st.lists(st.integers(0, 1000), min_size=2, max_size=30))
    counts[0], counts[-1] = counts[0] + 1, counts[-1] + 1
    return np.array(counts), draw(st.integers(1, np.count_nonzero(counts) - 1))


@given(sampling(), st.sampled_from([0, 0.75, 1, 2.5]), st.integers(0, 20), st.integers(0, 2**32))
def test_rows_keep_the_policy(counts_and_size, power, batch_size, seed):
    counts, K = counts_and_size
    rng = np.random.default_rng(seed)
    target = rng.integers(0, len(counts), batch_size)
    sample = BatchSampler(counts, power, K, rng).get_negative_sample(target)
    assert sample.shape == (batch_size, K)
    assert sample.dtype == np.int32
    for row, answer in zip(sample.tolist(), target.tolist(), strict=True):
        assert answer not in row, f"{row} holds its own target {answer}"
        assert len(set(row)) == K, f"{row} holds a word twice"
        assert counts[row].all(), f"{row} holds a word that never occurs"


def test_with_as_many_negatives_as_other_words_all_of_them_come():
    sample = BatchSampler(COUNTS, 0.75, 4).get_negative_sample(np.tile(np.arange(5), 100))
    expected = [[word for word in range(5) if word != target] for target in range(5)]
    np.testing.assert_array_equal(np.sort(sample, axis=1), np.tile(expected, (100, 1)))


@pytest.mark.parametrize("power", [0.75, 30])
def test_it_ends_where_one_word_has_nearly_everything(power):
    # the common word is the target or comes first; all others are next to impossible
    sampler = BatchSampler(np.array([10**9, 1, 1, 1]), power, 3, np.random.default_rng(0))
    sample = sampler.get_negative_sample(np.repeat([0, 1], 2000))
    assert (np.sort(sample[:2000], axis=1) == [1, 2, 3]).all()
    assert (np.sort(sample[2000:], axis=1) == [0, 2, 3]).all()
    if power == 0.75:  # the equal ones come first equally often: 6 standard deviations
        assert abs(np.bincount(sample[:2000, 0])[1] - 2000 / 3) < 6 * np.sqrt(2000 * 2 / 9)


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=40))
def test_the_alias_table_cuts_the_distribution_into_equal_columns(weights):
    p = np.array(weights) / np.sum(weights)
    share, other = _alias_table(p)
    assert (share >= 0).all()
    assert (share <= 1).all()
    area = share.copy()
    np.add.at(area, other, 1 - share)
    np.testing.assert_allclose(area / len(p), p, atol=1e-12)


def test_its_distribution_is_the_unigram_samplers():
    corpus = np.repeat(np.arange(7), SKEWED)
    for power in (0, 0.75, 2):
        expected = UnigramSampler(corpus, power, 2).word_p
        np.testing.assert_allclose(BatchSampler(SKEWED, power, 2).word_p, expected, rtol=1e-12)


def test_a_generator_makes_it_repeatable():
    target = np.arange(5)
    own = BatchSampler(COUNTS, 0.75, 2, np.random.default_rng(3)).get_negative_sample(target)
    given_later = BatchSampler(COUNTS, 0.75, 2).get_negative_sample(
        target, rng=np.random.default_rng(3)
    )
    np.testing.assert_array_equal(own, given_later)


def test_without_a_generator_numpys_global_state_counts():
    state = np.random.get_state()
    try:
        draws = []
        for _ in range(2):
            np.random.seed(5)
            draws.append(BatchSampler(COUNTS, 0.75, 3).get_negative_sample(np.arange(5)))
    finally:
        np.random.set_state(state)
    np.testing.assert_array_equal(*draws)


def test_inputs_and_distribution_stay():
    counts, target = COUNTS.copy(), np.array([1, 3, 0])
    sampler = BatchSampler(counts, 0.75, 2)
    before = sampler.word_p.copy()
    sampler.get_negative_sample(target)
    np.testing.assert_array_equal(counts, COUNTS)
    np.testing.assert_array_equal(target, [1, 3, 0])
    np.testing.assert_array_equal(sampler.word_p, before)


@pytest.mark.parametrize(
    ("counts", "power", "sample_size", "error", "says"),
    [
        ([[1, 2], [3, 4]], 0.75, 1, ValueError, r"counts must have shape \(V,\)"),
        ([1.0, 2.0], 0.75, 1, TypeError, "counts must hold whole numbers, but its dtype is float"),
        ([1, -2, 5], 0.75, 1, ValueError, "counts must be at least 0, but they hold -2"),
        ([0, 0], 0.75, 1, ValueError, "counts must hold a word that occurs, but all are 0"),
        (np.array([], int), 0.75, 1, ValueError, "counts must hold a word that occurs"),
        ([1, 1], -0.5, 1, ValueError, "power must be a finite number of at least 0, but -0.5"),
        ([1, 1], np.nan, 1, ValueError, "power must be a finite number"),
        ([1, 1], 0.75, 0, ValueError, "sample_size must be at least 1, but 0 came"),
        ([1, 1], 0.75, 1.0, TypeError, "sample_size must be a whole number, but 1.0 came"),
        ([1, 0, 2], 0.75, 2, ValueError, "at least 3 different words .* have 2"),
    ],
)
def test_what_cannot_be_is_refused_when_made(counts, power, sample_size, error, says):
    with pytest.raises(error, match=says):
        BatchSampler(np.array(counts), power, sample_size)


@pytest.mark.parametrize(
    ("target", "error", "says"),
    [
        (np.array([0, 5]), IndexError, "target must hold ids from 0 to 4, but it holds 5"),
        (np.array([-1]), IndexError, "it holds -1"),
        (np.array([1.0]), TypeError, "target must hold integer word ids"),
        (np.array([[1, 2]]), ValueError, r"target must have shape \(B,\), but its shape is \(1, 2"),
    ],
)
def test_wrong_targets_are_refused(target, error, says):
    with pytest.raises(error, match=says):
        BatchSampler(COUNTS, 0.75, 2).get_negative_sample(target)
