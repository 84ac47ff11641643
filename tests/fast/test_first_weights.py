"""First weights: their law, and that they are the same for every engine."""

import numpy as np

from w2vlib.fast import Settings
from w2vlib.fast.first_weights import first_weights
from w2vlib.fast.layers import Engine as Layers
from w2vlib.fast.vectorized import Engine as Vectorized


def test_small_uniform_input_rows_and_output_rows_of_zeros():
    W_in, W_out = first_weights(Settings(vocab_size=500, hidden_size=40, seed=0))
    assert W_in.shape == W_out.shape == (500, 40)
    assert W_in.dtype == W_out.dtype == np.float32
    assert not W_out.any()
    scaled = W_in * 40
    assert -0.5 <= scaled.min() < -0.49
    assert 0.49 < scaled.max() <= 0.5
    # a mean of 20,000 uniform numbers: its standard deviation is sqrt(1/12) / 141
    assert abs(scaled.mean()) < 6 * np.sqrt(1 / 12) / np.sqrt(scaled.size)
    assert abs(scaled.std() - np.sqrt(1 / 12)) < 0.01


def test_a_seed_makes_them_repeatable():
    first, again, other = (
        first_weights(Settings(vocab_size=9, hidden_size=4, seed=seed))[0] for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_without_a_seed_they_differ():
    settings = Settings(vocab_size=9, hidden_size=4)
    assert not np.array_equal(first_weights(settings)[0], first_weights(settings)[0])


def test_they_are_not_the_numbers_of_the_first_piece():
    W_in, _ = first_weights(Settings(vocab_size=9, hidden_size=4, seed=5))
    piece = np.random.default_rng(np.random.SeedSequence([5, 0, 0]))
    assert not np.allclose((piece.random((9, 4), dtype=np.float32) - 0.5) / 4, W_in)


def test_all_engines_begin_with_them():
    settings = Settings(vocab_size=9, hidden_size=4, window_size=1, sample_size=2, seed=5)
    W_in, W_out = first_weights(settings)
    for engine in (Layers(np.ones(9, int), settings), Vectorized(np.ones(9, int), settings)):
        np.testing.assert_array_equal(engine.word_vecs, W_in)
        np.testing.assert_array_equal(engine.output_vecs, W_out)
