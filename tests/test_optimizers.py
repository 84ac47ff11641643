"""Optimizers, and the merging of shared weights that comes before them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from w2vlib import CBOW, SGD, Adam, remove_duplicate

numbers = st.floats(-100, 100)
arrays = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=numbers)


def adam_by_hand(weight, grads, lr, beta1, beta2):
    """Adam for one number, in plain Python."""
    m = v = 0.0
    for t, grad in enumerate(grads, start=1):
        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad**2
        lr_t = lr * math.sqrt(1 - beta2**t) / (1 - beta1**t)
        weight -= lr_t * m / (math.sqrt(v) + 1e-7)
    return weight


# SGD -------------------------------------------------------------------------------------


@given(arrays, st.floats(0, 1))
def test_sgd_goes_against_the_gradient(W, lr):
    expected, grad = W - lr * np.cos(W), np.cos(W)
    SGD(lr).update([W], [grad])
    np.testing.assert_array_equal(W, expected)


# Adam ------------------------------------------------------------------------------------


@given(
    st.floats(-10, 10),
    st.lists(numbers, min_size=1, max_size=10),
    st.floats(1e-4, 1),
    st.sampled_from([(0.9, 0.999), (0.5, 0.9), (0.8, 0.8)]),
)
def test_adam_agrees_with_plain_python(weight, grads, lr, betas):
    W = np.array([weight])
    adam = Adam(lr, *betas)
    for grad in grads:
        adam.update([W], [np.array([grad])])
    assert W[0] == pytest.approx(adam_by_hand(weight, grads, lr, *betas), rel=1e-9, abs=1e-9)


@given(hnp.arrays(np.float64, 5, elements=st.floats(1e-2, 1e6)), st.floats(1e-4, 1))
def test_first_step_is_lr_whatever_the_gradient(grad, lr):
    W = np.zeros(5)
    Adam(lr).update([W], [grad])
    np.testing.assert_allclose(W, -lr, rtol=1e-3)


def test_a_gradient_of_zero_moves_nothing():
    W = np.array([1.0, 2.0])
    with np.errstate(all="raise"):
        Adam(0.1).update([W], [np.array([0.0, 1.0])])
    assert W[0] == 1


def test_eps_stands_outside_the_root():
    # sqrt(v) is 0.0316 · 1e-6 at the first step, of the size of 1e-7
    W = np.array([0.0])
    Adam(lr=1.0).update([W], [np.array([1e-6])])
    assert W[0] == pytest.approx(adam_by_hand(0.0, [1e-6], 1.0, 0.9, 0.999), rel=1e-9)
    inside_the_root = -math.sqrt(1e-3) / 0.1 * 1e-7 / math.sqrt(1e-15 + 1e-7)
    assert abs(W[0]) > 100 * abs(inside_the_root)


def test_each_weight_has_moments_of_its_own():
    rng = np.random.default_rng(0)
    grads = [[rng.standard_normal(shape) for shape in ((4, 3), (4, 3), (5,))] for _ in range(3)]
    together = [np.zeros_like(grad) for grad in grads[0]]
    apart = [np.zeros_like(grad) for grad in grads[0]]
    one, several = Adam(), [Adam() for _ in apart]
    for batch in grads:
        one.update(together, batch)
        for adam, weight, grad in zip(several, apart, batch, strict=True):
            adam.update([weight], [grad])
    for a, b in zip(together, apart, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("optimizer", [SGD(), Adam()])
def test_float32_stays_float32_and_gradients_stay_as_they_are(optimizer):
    W, grad = np.ones((2, 3), np.float32), np.full((2, 3), 0.5, np.float32)
    optimizer.update([W], [grad])
    assert W.dtype == np.float32
    assert (grad == 0.5).all()
    assert (W < 1).all()


def test_moments_of_float32_weights_are_float32():
    adam = Adam()
    adam.update([np.ones(3, np.float32)], [np.ones(3, np.float32)])
    assert adam.m[0].dtype == adam.v[0].dtype == np.float32


@pytest.mark.parametrize("optimizer", [SGD(lr=0.05), Adam(lr=0.05)])
def test_finds_the_bottom_of_a_bowl(optimizer):
    W = np.array([3.0, -2.0])
    for _ in range(500):
        optimizer.update([W], [2 * (W - [1.0, 1.0])])
    np.testing.assert_allclose(W, 1, atol=0.01)


@pytest.mark.parametrize("optimizer", [SGD(), Adam()])
def test_a_gradient_for_each_weight(optimizer):
    with pytest.raises(ValueError, match="shorter"):
        optimizer.update([np.zeros(2), np.zeros(2)], [np.zeros(2)])


# remove_duplicate ------------------------------------------------------------------------


@given(st.lists(st.integers(0, 3), max_size=8), st.integers(0, 2**32 - 1))
def test_shared_weights_are_merged_in_order_of_first_appearance(order, seed):
    rng = np.random.default_rng(seed)
    weights = [rng.standard_normal((3, 2)) for _ in range(4)]
    grads = [rng.standard_normal((3, 2)) for _ in order]
    params = [weights[number] for number in order]
    merged_params, merged_grads = remove_duplicate(params, grads)

    assert [id(param) for param in merged_params] == list(dict.fromkeys(map(id, params)))
    assert len(merged_grads) == len(merged_params)
    for param, grad in zip(merged_params, merged_grads, strict=True):
        expected = sum(g for p, g in zip(params, grads, strict=True) if p is param)
        np.testing.assert_allclose(grad, expected, atol=1e-12)


def test_the_models_lists_and_gradients_stay_as_they_are():
    model = CBOW(6, 3, 2, np.arange(6))
    params, grads = model.params[:], model.grads[:]
    for grad in grads:
        grad[...] = 1
    _, merged = remove_duplicate(model.params, model.grads)
    assert [(grad == 4).all() for grad in merged] == [True, False]
    assert [(grad == 6).all() for grad in merged] == [False, True]
    assert all((grad == 1).all() for grad in grads)
    assert all(a is b for a, b in zip(model.params + model.grads, params + grads, strict=True))


def test_equal_but_different_arrays_stay_apart():
    a, b = np.zeros(3), np.zeros(3)
    params, _ = remove_duplicate([a, b, a], [np.ones(3)] * 3)
    assert len(params) == 2
    assert params[0] is a
    assert params[1] is b


def test_one_gradient_array_listed_several_times():
    W, dW = np.zeros(2), np.ones(2)
    _, grads = remove_duplicate([W, W, W], [dW, dW, dW])
    assert grads[0].tolist() == [3, 3]
    assert dW.tolist() == [1, 1]


def test_float32_sums_stay_float32():
    W, dW = np.zeros(2, np.float32), np.ones(2, np.float32)
    assert remove_duplicate([W, W], [dW, dW])[1][0].dtype == np.float32


def test_nothing_to_merge():
    assert remove_duplicate([], []) == ([], [])


def test_lists_of_two_lengths():
    with pytest.raises(ValueError, match="2 weights and 1 gradients came"):
        remove_duplicate([np.zeros(2), np.zeros(2)], [np.zeros(2)])


def test_merged_and_per_copy_are_not_the_same_to_adam():
    steps = []
    for merge in (remove_duplicate, lambda params, grads: (params, grads)):
        W = np.zeros(1)
        Adam(lr=0.1).update(*merge([W, W, W], [np.ones(1)] * 3))
        steps.append(-W[0])
    assert steps == pytest.approx([0.1, 0.3], rel=1e-4)
