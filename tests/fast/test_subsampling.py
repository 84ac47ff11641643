"""Subsampling: the chances of word2vec.c, and draws that keep to them."""

import numpy as np
import pytest

from w2vlib.fast.subsampling import keep_probability, thin


def test_the_formula_of_word2vec_c():
    # as its source writes it, with the count itself in place of the share
    counts, sample = np.array([5000, 300, 20, 1]), 1e-2
    train_words = counts.sum()
    ran = (np.sqrt(counts / (sample * train_words)) + 1) * (sample * train_words) / counts
    keep = keep_probability(counts, sample)
    np.testing.assert_allclose(keep, np.minimum(ran, 1), rtol=1e-12)
    assert keep[0] < keep[1] < 1
    assert keep[2] == keep[3] == 1


def test_zero_keeps_all():
    assert keep_probability([10, 0, 1], 0).tolist() == [1, 1, 1]


def test_a_word_that_never_occurs_makes_no_warning():
    assert keep_probability([10, 0], 1e-3)[1] == 1


def test_thin_keeps_the_order_and_the_chances():
    rng = np.random.default_rng(0)
    words = rng.integers(0, 3, 60_000).astype(np.int32)
    keep = np.array([0.1, 0.5, 1.0])
    kept = thin(words, keep, rng)
    assert kept.dtype == np.int32
    share = np.bincount(kept) / np.bincount(words)
    assert share == pytest.approx(keep, abs=0.02)  # six standard deviations are 0.021 at most

    places = thin(np.arange(1000), np.full(1000, 0.5), rng)
    assert (np.diff(places) > 0).all()
