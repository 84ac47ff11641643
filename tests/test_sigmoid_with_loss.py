import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, log_expit

from w2vlib.gradient_check import numerical_gradient
from w2vlib.sigmoid_with_loss import SigmoidWithLoss, sigmoid


@st.composite
def logits_and_labels(draw, size=3.0):
    B = draw(st.integers(1, 8))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return size * rng.standard_normal(B), rng.integers(0, 2, B)


def test_loss_by_hand():
    layer = SigmoidWithLoss()
    assert layer.forward(np.zeros(2), np.array([1, 0])) == pytest.approx(math.log(2))
    np.testing.assert_array_equal(layer.backward(), [-0.25, 0.25])
    # the sigmoid of log 3 is 3/4: a yes costs log 4/3, a no costs log 4
    x = np.log([3.0, 3.0])
    expected = (math.log(4 / 3) + math.log(4)) / 2
    assert layer.forward(x, np.array([1, 0])) == pytest.approx(expected)
    np.testing.assert_allclose(layer.backward(), [-0.125, 0.375])


@given(logits_and_labels())
def test_loss_agrees_with_scipy(example):
    x, t = example
    expected = -np.where(t == 1, log_expit(x), log_expit(-x)).mean()
    assert SigmoidWithLoss().forward(x, t) == pytest.approx(expected)


@given(logits_and_labels(), st.sampled_from([1, 0.5, -2.0]))
def test_gradient_agrees_with_central_differences(example, dout):
    x, t = example
    layer = SigmoidWithLoss()
    expected = numerical_gradient(lambda x: dout * layer.forward(x, t), x)
    layer.forward(x, t)
    np.testing.assert_allclose(layer.backward(dout), expected, atol=1e-8)


def test_gradient_is_that_of_a_mean():
    x, t = np.array([2.0]), np.array([0])
    layer = SigmoidWithLoss()
    layer.forward(x, t)
    alone = layer.backward()
    layer.forward(np.repeat(x, 5), np.repeat(t, 5))
    np.testing.assert_allclose(layer.backward(), np.repeat(alone / 5, 5))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_large_logits_do_not_overflow(dtype):
    layer = SigmoidWithLoss()
    x = np.array([1000.0, -1000.0], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert layer.forward(x, np.array([1, 0])) == 0
        np.testing.assert_array_equal(layer.backward(), [0, 0])
        assert layer.forward(x, np.array([0, 1])) == 1000
        np.testing.assert_array_equal(layer.backward(), [0.5, -0.5])


@given(st.floats(-1e6, 1e6))
def test_sigmoid_agrees_with_scipy(x):
    assert sigmoid(np.array([x])) == pytest.approx(expit(np.array([x])))


def test_sigmoid_is_a_softmax_of_two():
    s = np.linspace(-5, 5, 11)
    np.testing.assert_allclose(sigmoid(s), np.exp(s) / (np.exp(s) + np.exp(0)))
    np.testing.assert_allclose(sigmoid(s) + sigmoid(-s), 1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_that_of_the_logits(dtype):
    layer = SigmoidWithLoss()
    loss = layer.forward(np.ones(3, dtype), np.array([0, 1, 1]))
    assert loss.dtype == layer.backward().dtype == dtype


@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.float32, bool])
def test_labels_may_have_any_dtype(dtype):
    x = np.array([0.5, -1.0])
    expected = SigmoidWithLoss().forward(x, np.array([1, 0]))
    assert SigmoidWithLoss().forward(x, np.array([1, 0], dtype=dtype)) == expected


def test_batches_may_differ_in_size():
    layer = SigmoidWithLoss()
    layer.forward(np.zeros(4), np.ones(4))
    layer.forward(np.zeros(1), np.ones(1))
    np.testing.assert_array_equal(layer.backward(), [-0.5])


def test_inputs_stay_as_they_were_and_backward_can_be_called_twice():
    x, t = np.array([0.5, -1.0]), np.array([1, 0])
    layer = SigmoidWithLoss()
    layer.forward(x, t)
    np.testing.assert_array_equal(layer.backward(), layer.backward())
    np.testing.assert_array_equal(x, [0.5, -1.0])
    np.testing.assert_array_equal(t, [1, 0])


def test_nothing_is_learnt_here():
    layer = SigmoidWithLoss()
    assert layer.params == layer.grads == []


@pytest.mark.parametrize(
    ("x", "t", "message"),
    [
        ([], [], "x must hold at least one logit, but it is empty"),
        ([0.0, 1.0], [1], "t must have shape (2,), but its shape is (1,)"),
        ([0.0, 1.0], [[1], [0]], "t must have shape (2,), but its shape is (2, 1)"),
        ([0.0, 1.0], [0, 2], "t must hold only the labels 0 and 1, but it holds array([0, 2])"),
        ([0.0], [-1], "t must hold only the labels 0 and 1"),
    ],
)
def test_what_does_not_fit_is_refused(x, t, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        SigmoidWithLoss().forward(np.array(x), np.array(t))


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        SigmoidWithLoss().backward()
