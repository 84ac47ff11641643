import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib.embedding import Embedding
from w2vlib.gradient_check import numerical_gradient
from w2vlib.matmul import MatMul
from w2vlib.one_hot import convert_one_hot


@given(st.integers(0, 4), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_gradients_agree_with_central_differences(B, D, H, seed):
    rng = np.random.default_rng(seed)
    x, W, dout = rng.random((B, D)), rng.random((D, H)), rng.random((B, H))
    layer = MatMul(W)

    def loss(_):
        return np.sum(layer.forward(x) * dout)

    layer.forward(x)
    dx = layer.backward(dout)
    (dW,) = layer.grads
    np.testing.assert_allclose(dx, numerical_gradient(loss, x), atol=1e-8, err_msg="dx")
    np.testing.assert_allclose(dW, numerical_gradient(loss, W), atol=1e-8, err_msg="dW")


def test_one_hot_rows_do_what_embedding_does():
    rng = np.random.default_rng(0)
    W = rng.random((7, 3)).astype(np.float32)
    ids, dout = np.array([1, 3, 0, 1]), rng.random((4, 3)).astype(np.float32)
    matmul, embedding = MatMul(W), Embedding(W)
    out = matmul.forward(convert_one_hot(ids, 7))
    np.testing.assert_array_equal(out, embedding.forward(ids))
    matmul.backward(dout)
    embedding.backward(dout)
    np.testing.assert_allclose(matmul.grads[0], embedding.grads[0], rtol=1e-6)


def test_integer_input_does_not_widen_float32():
    layer = MatMul(np.ones((2, 3), dtype=np.float32))
    assert layer.forward(np.eye(2, dtype=np.int32)).dtype == np.float32


def test_gradient_is_overwritten_in_place():
    layer = MatMul(np.ones((2, 2)))
    dW = layer.grads[0]
    for _ in range(2):
        layer.forward(np.eye(2))
        layer.backward(np.eye(2))
    np.testing.assert_array_equal(dW, np.eye(2), err_msg="dW must not add up over calls")


def test_weights_are_shared_not_copied():
    W = np.ones((2, 2))
    assert MatMul(W).params[0] is W


def test_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match=r"W must have shape \(D, H\), but its shape is \(3,\)"):
        MatMul(np.ones(3))
    layer = MatMul(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"x must have shape \(B, 2\), but its shape is \(4, 3\)"):
        layer.forward(np.ones((4, 3)))
    layer.forward(np.ones((4, 2)))
    with pytest.raises(ValueError, match=r"dout must have shape \(4, 3\)"):
        layer.backward(np.ones((3, 3)))


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        MatMul(np.ones((2, 3))).backward(np.ones((1, 3)))
