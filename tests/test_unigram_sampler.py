"""UnigramSampler: which words come, how often, and which errors tell what is wrong."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from w2vlib import UnigramSampler

CORPUS = np.array([0, 1, 2, 3, 4, 1, 2, 3])


@st.composite
def corpora(draw):
    """A corpus in any order, perhaps with ids that never occur, and a K that it has words for."""
    words = draw(st.lists(st.integers(0, 12), min_size=2, max_size=40))
    seen = len(set(words))
    if seen < 2:
        words.append((words[0] + 1) % 13)
        seen = 2
    return np.array(words), draw(st.integers(1, seen - 1))


def test_the_notebooks_example():
    sample = UnigramSampler(CORPUS, 0.75, 2).get_negative_sample(np.array([1, 3, 0]))
    assert sample.shape == (3, 2)
    for row, target in zip(sample.tolist(), (1, 3, 0), strict=True):
        assert target not in row
        assert len(set(row)) == 2


def test_distribution_by_hand():
    sampler = UnigramSampler(CORPUS, 0.75, 2)
    powered = np.array([1, 2**0.75, 2**0.75, 2**0.75, 1])
    np.testing.assert_allclose(sampler.word_p, powered / powered.sum())
    assert sampler.vocab_size == 5


def test_the_chapters_powered_distribution():
    corpus = np.repeat([0, 1, 2], [70, 29, 1])
    expected = [0.64196878, 0.33150408, 0.02652714]
    np.testing.assert_allclose(UnigramSampler(corpus, 0.75, 1).word_p, expected, atol=5e-9)


def test_probabilities_stand_in_the_order_of_ids():
    np.testing.assert_allclose(
        UnigramSampler(np.array([3, 3, 1, 3, 0, 2]), 1, 1).word_p, [1 / 6, 1 / 6, 1 / 6, 1 / 2]
    )


@given(corpora(), st.sampled_from([0, 0.75, 1, 2.5]), st.integers(0, 6), st.integers(0, 2**32 - 1))
def test_rows_keep_the_policy(corpus_and_size, power, batch_size, seed):
    corpus, sample_size = corpus_and_size
    rng = np.random.default_rng(seed)
    target = rng.integers(0, corpus.max() + 1, batch_size)
    sample = UnigramSampler(corpus, power, sample_size, rng=rng).get_negative_sample(target)
    assert sample.shape == (batch_size, sample_size)
    assert np.issubdtype(sample.dtype, np.integer)
    for row, answer in zip(sample.tolist(), target.tolist(), strict=True):
        assert answer not in row, f"{row} holds its own target {answer}"
        assert len(set(row)) == sample_size, f"{row} holds a word twice"
        assert set(row) <= set(corpus.tolist()), f"{row} holds a word that the corpus has not"


def test_with_as_many_negatives_as_other_words_all_of_them_come():
    sample = UnigramSampler(CORPUS, 0.75, 4).get_negative_sample(np.arange(5))
    for target, row in enumerate(np.sort(sample, axis=1).tolist()):
        assert row == [word for word in range(5) if word != target]


@pytest.mark.parametrize("power", [0, 0.75, 1])
def test_ordered_pairs_follow_drawing_one_after_another(power):
    counts, target, N = np.array([20, 3, 90, 8, 60]), 4, 20_000
    corpus = np.repeat(np.arange(5), counts)
    sampler = UnigramSampler(corpus, power, 2, rng=np.random.default_rng(0))
    pairs, came = np.unique(
        sampler.get_negative_sample(np.full(N, target)), axis=0, return_counts=True
    )

    weights = counts[:4].astype(float) ** power
    total = weights.sum()
    expected = {
        (a, b): weights[a] / total * weights[b] / (total - weights[a])
        for a, b in itertools.permutations(range(4), 2)
    }
    assert sorted(map(tuple, pairs.tolist())) == sorted(expected)
    frequencies = [N * expected[pair] for pair in map(tuple, pairs.tolist())]
    # a fixed seed: this number is the same in each run, and would be below 1e-6 once in a million
    assert chisquare(came, frequencies).pvalue > 1e-6


def test_power_zero_does_not_raise_the_dead():
    sampler = UnigramSampler(np.array([0, 2, 4, 4]), 0, 1)
    np.testing.assert_allclose(sampler.word_p, [1 / 3, 0, 1 / 3, 0, 1 / 3])


def test_rows_and_calls_are_drawn_anew():
    sampler = UnigramSampler(np.arange(50), 0.75, 5, rng=np.random.default_rng(0))
    first, second = (sampler.get_negative_sample(np.zeros(20, dtype=int)) for _ in range(2))
    assert len({tuple(row) for row in np.concatenate([first, second]).tolist()}) == 40


def test_a_generator_makes_it_repeatable():
    target = np.array([1, 3, 0])
    first, second = (
        UnigramSampler(CORPUS, 0.75, 2, rng=np.random.default_rng(3)).get_negative_sample(target)
        for _ in range(2)
    )
    np.testing.assert_array_equal(first, second)


def test_without_a_generator_numpys_global_state_counts():
    state = np.random.get_state()
    try:
        draws = []
        for _ in range(2):
            np.random.seed(5)
            draws.append(UnigramSampler(CORPUS, 0.75, 2).get_negative_sample(np.arange(5)))
    finally:
        np.random.set_state(state)
    np.testing.assert_array_equal(*draws)


def test_inputs_and_distribution_stay():
    corpus, target = CORPUS.copy(), np.array([1, 3, 0])
    sampler = UnigramSampler(corpus, 0.75, 2)
    before = sampler.word_p.copy()
    sampler.get_negative_sample(target)
    np.testing.assert_array_equal(corpus, CORPUS)
    np.testing.assert_array_equal(target, [1, 3, 0])
    np.testing.assert_array_equal(sampler.word_p, before)


@pytest.mark.parametrize(
    ("corpus", "power", "sample_size", "error", "says"),
    [
        ([], 0.75, 2, ValueError, "corpus must hold at least one word id, but it is empty"),
        ([[0, 1], [2, 3]], 0.75, 1, ValueError, r"corpus must have shape \(tokens,\)"),
        ([0.0, 1.0], 0.75, 1, TypeError, "corpus must hold integer word ids"),
        ([0, -1], 0.75, 1, IndexError, "it holds -1"),
        ([0, 1], -0.5, 1, ValueError, "power must be a finite number of at least 0, but -0.5"),
        ([0, 1], np.nan, 1, ValueError, "power must be a finite number"),
        ([0, 1], np.inf, 1, ValueError, "power must be a finite number"),
        ([0, 1], 0.75, 0, ValueError, "sample_size must be at least 1, but 0 came"),
        ([0, 1], 0.75, 1.0, TypeError, "sample_size must be a whole number, but 1.0 came"),
        ([0, 1], 0.75, True, TypeError, "sample_size must be a whole number"),
        ([0, 1, 1], 0.75, 2, ValueError, "at least 3 different words .* has 2"),
        # ids that never occur cannot be drawn
        ([0, 9, 9], 0.75, 2, ValueError, "at least 3 different words .* has 2"),
    ],
)
def test_what_cannot_be_is_refused_when_made(corpus, power, sample_size, error, says):
    with pytest.raises(error, match=says):
        UnigramSampler(np.array(corpus), power, sample_size)


@pytest.mark.parametrize(
    ("target", "error", "says"),
    [
        (np.array([0, 5]), IndexError, "target must hold ids from 0 to 4, but it holds 5"),
        (np.array([-1]), IndexError, "it holds -1"),
        (np.array([1.0]), TypeError, "target must hold integer word ids"),
        (np.array([[1, 2]]), ValueError, r"target must have shape \(B,\), but its shape is \(1, 2"),
        (np.array(1), ValueError, r"target must have shape \(B,\)"),
    ],
)
def test_wrong_targets_are_refused(target, error, says):
    with pytest.raises(error, match=says):
        UnigramSampler(CORPUS, 0.75, 2).get_negative_sample(target)
