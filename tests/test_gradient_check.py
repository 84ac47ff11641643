import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from w2vlib.gradient_check import numerical_gradient


@given(
    hnp.arrays(
        np.float64, hnp.array_shapes(min_dims=0, max_dims=3, max_side=4), elements=st.floats(-3, 3)
    )
)
def test_agrees_with_the_derivative_for_any_shape(x):
    grad = numerical_gradient(lambda x: np.sum(np.sin(x)), x)
    assert grad.shape == x.shape
    np.testing.assert_allclose(grad, np.cos(x), atol=1e-8)


def test_sees_a_function_that_looks_at_the_array_itself():
    weights = np.array([[1.0, 2.0], [3.0, 4.0]])
    grad = numerical_gradient(lambda _: np.sum(weights**2), weights)
    np.testing.assert_allclose(grad, 2 * weights, atol=1e-8)


def test_works_through_a_view():
    weights = np.arange(12.0).reshape(3, 4)
    grad = numerical_gradient(lambda _: np.sum(weights**2), weights[:, ::2])
    np.testing.assert_allclose(grad, 2 * weights[:, ::2], atol=1e-8)


def test_x_is_as_before_to_the_last_bit():
    x = np.array([0.1, 0.2, 0.3])
    before = x.copy()
    numerical_gradient(np.sum, x)
    np.testing.assert_array_equal(x, before)


def test_x_is_as_before_when_f_raises():
    x = np.array([0.1, 0.2])

    def fails(x):
        raise RuntimeError("no loss today")

    with pytest.raises(RuntimeError, match="no loss today"):
        numerical_gradient(fails, x)
    np.testing.assert_array_equal(x, [0.1, 0.2])


@pytest.mark.parametrize(
    ("x", "came"),
    [
        (np.zeros(2, dtype=np.float32), "an array of float32"),
        (np.zeros(2, dtype=int), "an array of int64"),
        ([1.0, 2.0], "a list"),
    ],
)
def test_other_types_are_refused(x, came):
    with pytest.raises(TypeError, match=f"must be an array of float64, but {came} came"):
        numerical_gradient(np.sum, x)


def test_read_only_x_is_refused():
    x = np.zeros(2)
    x.flags.writeable = False
    with pytest.raises(ValueError, match="must be writable"):
        numerical_gradient(np.sum, x)


@pytest.mark.parametrize("eps", [0, -1e-5, float("nan")])
def test_eps_must_be_positive(eps):
    with pytest.raises(ValueError, match="eps must be above 0"):
        numerical_gradient(np.sum, np.zeros(2), eps=eps)


def test_f_must_return_one_number():
    with pytest.raises(ValueError, match=r"single number, but it gave shape \(2,\)"):
        numerical_gradient(lambda x: x, np.zeros(2))
