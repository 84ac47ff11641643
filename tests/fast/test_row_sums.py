"""Sums of rows, by hand-made vector code, are what NumPy's matrix product gives."""

import numpy as np
import pytest

pytest.importorskip("numba")

from numba import njit
from numba.core.errors import TypingError

from w2vlib.fast.row_sums import LANES, rows_at_once, sums_of_rows, sums_of_rows_transposed


@pytest.mark.parametrize(("width", "tile"), [(16, 8), (32, 8), (112, 2), (304, 1), (1600, 1)])
def test_sums_fit_in_registers(width, tile):
    assert rows_at_once(width) == tile


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("width", [LANES, 2 * LANES, 7 * LANES, 20 * LANES])
def test_sums_are_a_matrix_product(width, transposed):
    rng = np.random.default_rng(width)
    tile, count = rows_at_once(width), 5
    rows = rng.standard_normal((count + 1, width)).astype(np.float32)
    factors = rng.standard_normal((3 * tile, count + 1)).astype(np.float32)
    sums = sums_of_rows_transposed if transposed else sums_of_rows

    @njit
    def fill(out, factors, rows):
        sums(out, tile, factors, rows, count, width)

    out = np.full((2 * tile, width), 7, dtype=np.float32)
    fill(out, factors.T.copy() if transposed else factors, rows)
    expected = factors[tile : 2 * tile, :count] @ rows[:count]
    np.testing.assert_allclose(out[:tile], expected, rtol=1e-4, atol=1e-5)
    assert (out[tile:] == 7).all()


def test_widths_are_multiples_of_the_lanes():
    out = np.zeros((8, 20), dtype=np.float32)

    @njit
    def fill(out):
        sums_of_rows(out, 0, out, out, 1, 20)

    with pytest.raises(TypingError, match="multiple of 16, but 20 came"):
        fill(out)
