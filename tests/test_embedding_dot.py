import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib.embedding import Embedding
from w2vlib.embedding_dot import EmbeddingDot
from w2vlib.gradient_check import numerical_gradient

# the small example of one of the notebooks
W = np.arange(18).reshape(6, 3)
IDX = np.array([1, 3, 0, 2, 4, 1])
H = np.array(
    [
        [0.0011865, 0.00054727, -0.00350523],
        [0.0080607, 0.00873808, -0.00930809],
        [0.00719375, -0.00618628, 0.00065774],
        [0.00806074, 0.00873808, -0.00930809],
        [-0.00048219, -0.00481416, -0.00305934],
        [0.00745012, -0.00218385, -0.00796147],
    ]
)


@st.composite
def batches(draw):
    V, H, B = draw(st.integers(1, 6)), draw(st.integers(1, 4)), draw(st.integers(0, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.random((V, H)), rng.random((B, H)), rng.integers(0, V, B), rng.random(B)


def test_scores_of_the_notebooks_example():
    expected = [-0.01177757, 0.05753811, -0.0048708, 0.03506628, -0.11120112, -0.02619239]
    np.testing.assert_allclose(EmbeddingDot(W).forward(H, IDX), expected, atol=1e-8)


def test_gradients_by_hand():
    layer = EmbeddingDot(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    layer.forward(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([2, 0]))
    dh = layer.backward(np.array([10.0, 100.0]))
    np.testing.assert_array_equal(dh, [[50, 60], [100, 200]])
    np.testing.assert_array_equal(layer.grads[0], [[0, 100], [0, 0], [10, 0]])


@given(batches())
def test_each_score_is_a_dot_product(batch):
    weights, h, idx, _ = batch
    out = EmbeddingDot(weights).forward(h, idx)
    assert out.shape == (len(idx),)
    for score, vector, word_id in zip(out, h, idx, strict=True):
        assert score == pytest.approx(vector @ weights[word_id])


@given(batches())
def test_gradients_agree_with_central_differences(batch):
    weights, h, idx, dout = batch
    layer = EmbeddingDot(weights)

    def loss(_):
        return np.sum(layer.forward(h, idx) * dout)

    layer.forward(h, idx)
    dh = layer.backward(dout)
    dW = layer.grads[0].copy()
    np.testing.assert_allclose(dh, numerical_gradient(loss, h), atol=1e-8, err_msg="dh")
    np.testing.assert_allclose(dW, numerical_gradient(loss, weights), atol=1e-8, err_msg="dW")


def test_no_number_goes_down_a_column_where_batch_size_is_hidden_size():
    layer = EmbeddingDot(np.ones((3, 3)))
    layer.forward(np.ones((3, 3)), np.array([0, 1, 2]))
    dh = layer.backward(np.array([1.0, 10.0, 100.0]))
    expected = np.array([[1, 1, 1], [10, 10, 10], [100, 100, 100]])
    np.testing.assert_array_equal(dh, expected)
    np.testing.assert_array_equal(layer.grads[0], expected)


def test_scores_are_those_of_a_product_with_all_words():
    rng = np.random.default_rng(0)
    weights, h, idx = rng.random((7, 3)), rng.random((5, 3)), rng.integers(0, 7, 5)
    all_scores = h @ weights.T
    out = EmbeddingDot(weights).forward(h, idx)
    np.testing.assert_allclose(out, all_scores[np.arange(5), idx])


def test_gradients_of_repeated_ids_add_up():
    layer = EmbeddingDot(np.zeros((2, 2)))
    layer.forward(np.array([[1.0, 2.0], [10.0, 20.0]]), np.array([1, 1]))
    layer.backward(np.array([1.0, 3.0]))
    np.testing.assert_array_equal(layer.grads[0], [[0, 0], [31, 62]])


def test_weights_and_gradients_are_shared_not_copied():
    weights = np.ones((4, 2))
    layer = EmbeddingDot(weights)
    (dW,) = layer.grads
    for idx in ([0, 1], [2, 3]):
        layer.forward(np.ones((2, 2)), np.array(idx))
        layer.backward(np.ones(2))
    assert layer.params[0] is weights
    assert layer.grads[0] is dW
    np.testing.assert_array_equal(dW.sum(axis=1), [0, 0, 2, 2])


def test_inputs_stay_as_they_were():
    inputs = {"W": W.astype(float), "h": H.copy(), "idx": IDX.copy(), "dout": np.arange(6.0)}
    before = {name: array.copy() for name, array in inputs.items()}
    layer = EmbeddingDot(inputs["W"])
    layer.forward(inputs["h"], inputs["idx"])
    layer.backward(inputs["dout"])
    for name, array in inputs.items():
        np.testing.assert_array_equal(array, before[name], err_msg=name)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_that_of_the_weights(dtype):
    layer = EmbeddingDot(np.ones((4, 2), dtype))
    out = layer.forward(np.ones((3, 2), dtype), np.array([0, 1, 1]))
    dh = layer.backward(np.ones(3, dtype))
    assert out.dtype == dh.dtype == layer.grads[0].dtype == dtype


def test_agrees_with_an_embedding_followed_by_a_sum():
    embedding, layer = Embedding(W.astype(float)), EmbeddingDot(W.astype(float))
    dout = np.arange(6.0)
    expected = (embedding.forward(IDX) * H).sum(axis=1)
    np.testing.assert_allclose(layer.forward(H, IDX), expected)
    embedding.backward(dout[:, np.newaxis] * H)
    layer.backward(dout)
    np.testing.assert_allclose(layer.grads[0], embedding.grads[0])


@pytest.mark.parametrize(
    ("h", "idx", "error", "message"),
    [
        (
            np.ones((2, 3)),
            [[0, 1]],
            ValueError,
            "idx must have shape (B,), but its shape is (1, 2)",
        ),
        (np.ones((2, 3)), [0], ValueError, "h must have shape (1, 3), but its shape is (2, 3)"),
        (np.ones((2, 4)), [0, 1], ValueError, "h must have shape (2, 3), but its shape is (2, 4)"),
        (np.ones(3), [0], ValueError, "h must have shape (1, 3), but its shape is (3,)"),
        (np.ones((1, 3)), [0.0], TypeError, "idx must hold integer word ids"),
        (np.ones((1, 3)), [6], IndexError, "idx must hold ids from 0 to 5, but it holds 6"),
        (np.ones((1, 3)), [-1], IndexError, "but it holds -1"),
    ],
)
def test_what_does_not_fit_is_refused(h, idx, error, message):
    with pytest.raises(error, match=re.escape(message)):
        EmbeddingDot(W.astype(float)).forward(h, np.array(idx))


def test_wrong_weights_are_refused():
    with pytest.raises(ValueError, match=r"W must have shape \(V, H\), but its shape is \(3,\)"):
        EmbeddingDot(np.ones(3))


@pytest.mark.parametrize("shape", [(6, 1), (3,), ()])
def test_wrong_dout_is_refused(shape):
    layer = EmbeddingDot(W.astype(float))
    layer.forward(H, IDX)
    with pytest.raises(ValueError, match=r"dout must have shape \(6,\), but its shape is"):
        layer.backward(np.ones(shape))


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        EmbeddingDot(W.astype(float)).backward(np.ones(6))


def test_integer_weights_have_no_gradient():
    layer = EmbeddingDot(W)
    layer.forward(H, IDX)
    with pytest.raises(TypeError, match="W must be a float matrix to have gradients"):
        layer.backward(np.ones(6))
