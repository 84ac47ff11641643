"""Windows: shares of neighbours, for whole windows and for drawn ones."""

import numpy as np
import pytest
from scipy.stats import binom

from w2vlib.fast.windows import draw_shares, window_shares


@pytest.mark.parametrize("w", [1, 2, 5])
def test_each_window_is_a_mean_of_its_neighbours(w):
    shares = window_shares(w)
    assert shares.shape == (w, 2 * w)
    assert shares.dtype == np.float32
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-6)
    distances = [abs(d) for d in range(-w, w + 1) if d]
    for b in range(1, w + 1):
        expected = [1 / (2 * b) if d <= b else 0 for d in distances]
        np.testing.assert_allclose(shares[b - 1], expected, rtol=1e-6)


def test_windows_that_do_not_vary():
    shares = draw_shares(7, 3, dynamic=False, rng=None)
    np.testing.assert_array_equal(shares, np.full((7, 6), np.float32(1 / 6)))


def test_windows_are_drawn_evenly():
    T, w = 10_000, 4
    shares = draw_shares(T, w, dynamic=True, rng=np.random.default_rng(0))
    sizes = np.count_nonzero(shares, axis=1)
    came = np.bincount(sizes, minlength=2 * w + 1)
    assert came.sum() == came[2::2].sum() == T
    low, high = binom.ppf([1e-9, 1 - 1e-9], T, 1 / w)
    assert (low <= came[2::2]).all()
    assert (came[2::2] <= high).all()
    np.testing.assert_array_equal(shares, window_shares(w)[sizes // 2 - 1])


def test_a_window_has_a_size():
    with pytest.raises(ValueError, match="window_size must be at least 1, but 0 came"):
        window_shares(0)
