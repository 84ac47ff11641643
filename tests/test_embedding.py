"""Embedding: rows forward, sums of gradients backward."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from w2vlib import Embedding, numerical_gradient

W = np.arange(21.0).reshape(7, 3)
ids = hnp.arrays(np.int64, st.integers(1, 20), elements=st.integers(0, 6))


def test_the_notebooks_example():
    assert Embedding(W).forward(np.array([1, 3, 0, 1])).tolist() == [
        [3, 4, 5],
        [9, 10, 11],
        [0, 1, 2],
        [3, 4, 5],
    ]


def test_repeated_ids_add_up():
    embedding = Embedding(W)
    embedding.forward(np.array([1, 0, 3, 0]))
    embedding.backward(np.array([[1.0] * 3, [20.0] * 3, [3.0] * 3, [400.0] * 3]))
    assert embedding.grads[0][:, 0].tolist() == [420, 1, 0, 3, 0, 0, 0]


@given(idx=ids, seed=st.integers(0, 2**32 - 1))
def test_gradient_is_that_of_central_differences(idx, seed):
    rng = np.random.default_rng(seed)
    weights, dout = rng.standard_normal((7, 3)), rng.standard_normal((len(idx), 3))
    embedding = Embedding(weights)
    embedding.forward(idx)
    embedding.backward(dout)
    numerical = numerical_gradient(lambda _: np.sum(embedding.forward(idx) * dout), weights)
    np.testing.assert_allclose(embedding.grads[0], numerical, atol=1e-8)


@given(idx=ids)
def test_result_is_a_copy(idx):
    weights = W.copy()
    Embedding(weights).forward(idx)[...] = -1
    assert (weights == W).all(), "changing the result changed the weights"


def test_a_second_batch_starts_at_zero():
    embedding = Embedding(W)
    for idx in ([0, 1], [2, 3]):
        embedding.forward(np.array(idx))
        embedding.backward(np.ones((2, 3)))
    assert embedding.grads[0][:, 0].tolist() == [0, 0, 1, 1, 0, 0, 0]


def test_gradient_array_stays_the_same_object():
    embedding = Embedding(W)
    before = embedding.grads[0]
    embedding.forward(np.array([0]))
    embedding.backward(np.ones((1, 3)))
    assert embedding.grads[0] is before


def test_float32_stays_float32():
    embedding = Embedding(W.astype(np.float32))
    assert embedding.forward(np.array([0])).dtype == np.float32
    assert embedding.grads[0].dtype == np.float32


@pytest.mark.parametrize(
    ("idx", "error", "says"),
    [
        ([7], IndexError, "ids from 0 to 6, but it holds 7"),
        ([0.0], TypeError, "integer word ids, but its dtype is float64"),
    ],
)
def test_wrong_ids(idx, error, says):
    with pytest.raises(error, match=says):
        Embedding(W).forward(np.array(idx))


def test_wrong_dout():
    embedding = Embedding(W)
    embedding.forward(np.array([0, 1]))
    with pytest.raises(ValueError, match=r"dout must have shape \(2, 3\), but its shape is \(3,\)"):
        embedding.backward(np.ones(3))


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        Embedding(W).backward(np.ones((1, 3)))


def test_weights_need_two_axes():
    with pytest.raises(ValueError, match=r"W must have shape \(V, H\)"):
        Embedding(np.zeros(3))


def test_integer_weights_have_no_gradient():
    embedding = Embedding(W.astype(int))
    embedding.forward(np.array([0]))
    with pytest.raises(TypeError, match="W must be a float matrix"):
        embedding.backward(np.ones((1, 3)))
