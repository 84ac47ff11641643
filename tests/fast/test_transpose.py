"""Squares of a matrix are transposed to where they belong, and nothing else is touched."""

import numpy as np
import pytest

pytest.importorskip("numba")

from numba import njit

from w2vlib.fast.row_sums import LANES
from w2vlib.fast.transpose import transpose_block


@njit
def transpose(out, rows, first_row, first_column):
    transpose_block(out, rows, first_row, first_column)


@pytest.mark.parametrize(("first_row", "first_column"), [(0, 0), (LANES, 0), (3, 2 * LANES)])
def test_block_is_transposed(first_row, first_column):
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((2 * LANES, 3 * LANES)).astype(np.float32)
    out = np.full((3 * LANES, 2 * LANES), 7, dtype=np.float32)
    transpose(out, rows, first_row, first_column)
    here = slice(first_column, first_column + LANES), slice(first_row, first_row + LANES)
    assert (out[here] == rows[here[::-1]].T).all()
    out[here] = 7
    assert (out == 7).all()
