"""Wrong input gets an error that says what was expected and what came."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib._validation import check_corpus, check_ids, check_positive_int, check_shape


@given(st.lists(st.integers(0, 9), min_size=1))
def test_ids_in_range_pass(ids):
    assert check_ids(ids, 10).tolist() == ids


@pytest.mark.parametrize(
    ("ids", "error", "says"),
    [
        ([0, 10], IndexError, "idx must hold ids from 0 to 9, but it holds 10"),
        ([-1, 3], IndexError, "it holds -1"),
        ([1.0, 2.0], TypeError, "integer word ids, but its dtype is float64"),
        ([True, False], TypeError, "its dtype is bool"),
    ],
)
def test_wrong_ids(ids, error, says):
    with pytest.raises(error, match=says):
        check_ids(np.array(ids), 10)


def test_no_ids_are_ids():
    assert check_ids([], 10).dtype.kind == "i"


def test_shape_with_names_takes_any_length():
    check_shape(np.zeros((2, 5)), ("B", 5), "h")


@pytest.mark.parametrize("shape", [(2, 4), (5,), (1, 2, 5)])
def test_wrong_shape(shape):
    with pytest.raises(ValueError, match=r"h must have shape \(B, 5\), but its shape is"):
        check_shape(np.zeros(shape), ("B", 5), "h")


def test_one_axis_is_written_as_python_writes_it():
    with pytest.raises(ValueError, match=r"shape \(3,\), but"):
        check_shape(np.zeros(2), (3,), "x")


@pytest.mark.parametrize(
    ("corpus", "error", "says"),
    [
        ([], ValueError, "corpus must hold at least one word id, but it is empty"),
        ([[0, 1]], ValueError, r"shape \(tokens,\), but its shape is \(1, 2\)"),
        ([0.5], TypeError, "integer word ids"),
        ([-1], IndexError, "it holds -1"),
    ],
)
def test_wrong_corpus(corpus, error, says):
    with pytest.raises(error, match=says):
        check_corpus(corpus)


@pytest.mark.parametrize("value", [1.0, "3", True, None])
def test_not_a_whole_number(value):
    with pytest.raises(TypeError, match="size must be a whole number"):
        check_positive_int(value, "size")


@pytest.mark.parametrize("value", [0, -2])
def test_too_small_a_number(value):
    with pytest.raises(ValueError, match=f"size must be at least 1, but {value} came"):
        check_positive_int(value, "size")
