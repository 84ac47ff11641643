import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import log_softmax

from w2vlib.gradient_check import numerical_gradient
from w2vlib.one_hot import convert_one_hot
from w2vlib.softmax_with_loss import SoftmaxWithLoss


@st.composite
def scores_and_ids(draw):
    B, V = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return 3 * rng.standard_normal((B, V)), rng.integers(0, V, B)


@given(scores_and_ids())
def test_loss_agrees_with_scipy(example):
    x, ids = example
    expected = -log_softmax(x, axis=1)[np.arange(len(x)), ids].mean()
    assert SoftmaxWithLoss().forward(x, ids) == pytest.approx(expected)


@given(scores_and_ids())
def test_ids_and_one_hot_rows_are_the_same_question(example):
    x, ids = example
    by_id, by_row = SoftmaxWithLoss(), SoftmaxWithLoss()
    assert by_id.forward(x, ids) == by_row.forward(x, convert_one_hot(ids, x.shape[1]))
    np.testing.assert_array_equal(by_id.backward(), by_row.backward())


@given(scores_and_ids(), st.sampled_from([1, 0.5, -2.0]))
def test_gradient_agrees_with_central_differences(example, dout):
    x, ids = example
    layer = SoftmaxWithLoss()
    expected = numerical_gradient(lambda x: dout * layer.forward(x, ids), x)
    layer.forward(x, ids)
    np.testing.assert_allclose(layer.backward(dout), expected, atol=1e-8)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_large_scores_do_not_overflow(dtype):
    layer = SoftmaxWithLoss()
    x = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert layer.forward(x, np.array([0, 1])) == 0
        assert layer.forward(x, np.array([1, 0])) == 2000
    np.testing.assert_array_equal(layer.backward(), [[0.5, -0.5], [-0.5, 0.5]])


def test_backward_can_be_called_twice():
    layer = SoftmaxWithLoss()
    layer.forward(np.zeros((1, 2)), np.array([0]))
    first = layer.backward().copy()
    np.testing.assert_array_equal(layer.backward(), first)


def test_float32_stays_float32():
    layer = SoftmaxWithLoss()
    loss = layer.forward(np.zeros((1, 3), dtype=np.float32), np.array([0]))
    assert loss == pytest.approx(math.log(3))
    assert layer.backward().dtype == np.float32


@pytest.mark.parametrize(
    ("t", "error", "message"),
    [
        (np.array([0]), ValueError, r"t must have shape \(2,\)"),
        (np.array([0, 3]), IndexError, "ids from 0 to 2, but it holds 3"),
        (np.array([0.0, 1.0]), TypeError, "integer word ids"),
        (np.zeros((2, 2)), ValueError, r"\(2,\) \(ids\) or \(2, 3\) \(one-hot\)"),
        (np.zeros((2, 1), dtype=int), ValueError, r"but its shape is \(2, 1\)"),
        (np.array([[1, 0, 0], [1, 1, 0]]), ValueError, "row 1 does not"),
        (np.array([[0.5, 0.5, 0], [1, 0, 0]]), ValueError, "row 0 does not"),
        (np.array([[0, 0, 0], [1, 0, 0]]), ValueError, "row 0 does not"),
    ],
)
def test_wrong_answers_are_refused(t, error, message):
    with pytest.raises(error, match=message):
        SoftmaxWithLoss().forward(np.zeros((2, 3)), t)


def test_wrong_scores_are_refused():
    with pytest.raises(ValueError, match=r"x must have shape \(B, V\), but its shape is \(3,\)"):
        SoftmaxWithLoss().forward(np.zeros(3), np.array([0]))
    with pytest.raises(ValueError, match="x must hold at least one score"):
        SoftmaxWithLoss().forward(np.zeros((0, 3)), np.array([], dtype=int))


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        SoftmaxWithLoss().backward()
