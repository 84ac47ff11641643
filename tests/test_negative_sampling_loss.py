"""NegativeSamplingLoss: one yes and K noes, and gradients that fit them.

A corpus of K + 1 words leaves each target K others, so its negatives are certain.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib import NegativeSamplingLoss, numerical_gradient, remove_duplicate

CORPUS = np.array([0, 1, 2, 3, 4, 1, 2, 3])


@st.composite
def certain(draw):
    """W, h and target in a vocabulary in which all other words are negatives."""
    V, H, B = draw(st.integers(2, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.standard_normal((V, H)), rng.standard_normal((B, H)), rng.integers(0, V, B)


def make(W, **options):
    """A loss whose negatives are all other words."""
    return NegativeSamplingLoss(W, np.arange(len(W)), sample_size=len(W) - 1, **options)


def test_first_loss_is_k_plus_1_times_log_2():
    for K in (1, 2, 4):
        loss = NegativeSamplingLoss(np.zeros((5, 3)), CORPUS, sample_size=K)
        value = loss.forward(np.ones((3, 3)), np.array([1, 3, 0]))
        assert value == pytest.approx((K + 1) * np.log(2))


def test_by_hand():
    W = np.array([[0.0, 1.0], [1.0, 0.0], [-1.0, 2.0]])
    h, target = np.array([[1.0, 2.0]]), np.array([0])
    loss = make(W)

    def sigmoid(s):
        return 1 / (1 + np.exp(-s))

    # the scores are 2 for the target, and 1 and 3 for its negatives
    value = loss.forward(h, target)
    assert value == pytest.approx(
        -np.log(sigmoid(2)) - np.log(1 - sigmoid(1)) - np.log(1 - sigmoid(3))
    )
    ds = np.array([sigmoid(2) - 1, sigmoid(1), sigmoid(3)])
    np.testing.assert_allclose(loss.backward(), [ds @ W])
    np.testing.assert_allclose(sum(loss.grads), np.outer(ds, h[0]))


@given(certain())
def test_loss_sums_questions_and_averages_examples(example):
    W, h, target = example
    score = h @ W.T
    label = np.arange(len(W)) == target[:, np.newaxis]
    y = 1 / (1 + np.exp(-score))
    expected = -np.where(label, np.log(y), np.log(1 - y)).sum(axis=1).mean()
    assert make(W).forward(h, target) == pytest.approx(expected)


@given(certain(), st.sampled_from([1, 0.5, -3.0]))
def test_gradients_are_those_of_central_differences(example, dout):
    W, h, target = example
    loss = make(W)
    loss.forward(h, target)
    dh = loss.backward(dout)
    dW = sum(loss.grads)

    def value(_):
        return dout * loss.forward(h, target)

    np.testing.assert_allclose(dh, numerical_gradient(value, h), atol=1e-7)
    np.testing.assert_allclose(dW, numerical_gradient(value, W), atol=1e-7)


@given(st.integers(1, 6), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_each_example_pulls_its_target_and_pushes_k_others(K, B, seed):
    rng = np.random.default_rng(seed)
    V, target = 8, rng.integers(0, 8, B)
    # example b has axis b to itself, so column b of dW is its own
    loss = NegativeSamplingLoss(np.zeros((V, B)), rng.permutation(V), sample_size=K, rng=rng)
    loss.forward(np.eye(B), target)
    loss.backward()
    for answer, column in zip(target, 2 * B * sum(loss.grads).T, strict=True):
        assert np.flatnonzero(column < 0).tolist() == [answer]
        assert np.count_nonzero(column > 0) == K
        np.testing.assert_allclose(np.abs(column[column != 0]), 1)


def test_gradients_of_the_shared_matrix_can_be_merged():
    W = np.random.default_rng(0).standard_normal((5, 3))
    loss = NegativeSamplingLoss(W, CORPUS, sample_size=2)
    assert len(loss.params) == len(loss.grads) == 3
    assert all(param is W for param in loss.params)
    loss.forward(np.ones((2, 3)), np.array([1, 4]))
    loss.backward()
    params, grads = remove_duplicate(loss.params, loss.grads)
    assert len(params) == 1
    np.testing.assert_allclose(grads[0], sum(loss.grads))


def test_a_second_batch_starts_at_zero_in_the_same_arrays():
    W = np.zeros((5, 4))
    loss = NegativeSamplingLoss(W, CORPUS, sample_size=2)
    before = list(loss.grads)
    for h in (np.eye(4)[:2], np.eye(4)[2:]):
        loss.forward(h, np.array([1, 3]))
        loss.backward()
    assert all(grad is was for grad, was in zip(loss.grads, before, strict=True))
    dW = sum(before)
    assert not dW[:, :2].any()
    assert dW[:, 2:].any()


def test_arguments_reach_the_sampler():
    counts = np.array([1, 5, 30, 2, 9, 4])
    corpus = np.repeat(np.arange(6), counts)
    loss = NegativeSamplingLoss(np.zeros((6, 2)), corpus, power=0.25, sample_size=3)
    np.testing.assert_allclose(loss.sampler.word_p, counts**0.25 / np.sum(counts**0.25))
    assert loss.sampler.sample_size == 3
    loss = NegativeSamplingLoss(np.zeros((6, 2)), corpus)
    np.testing.assert_allclose(loss.sampler.word_p, counts**0.75 / np.sum(counts**0.75))
    assert loss.sampler.sample_size == 5


def test_each_forward_draws_anew_and_a_generator_repeats_it():
    W, h = np.random.default_rng(0).standard_normal((50, 3)), np.ones((4, 3))

    def losses():
        loss = NegativeSamplingLoss(W, np.arange(50), rng=np.random.default_rng(1))
        return [loss.forward(h, np.arange(4)) for _ in range(3)]

    assert len(set(losses())) == 3
    assert losses() == losses()


def test_rows_beyond_the_corpus_stay_untouched():
    loss = NegativeSamplingLoss(np.zeros((9, 2)), CORPUS, sample_size=4)
    loss.forward(np.ones((1, 2)), np.array([0]))
    loss.backward()
    dW = sum(loss.grads)
    assert dW[:5].all()
    assert not dW[5:].any()


def test_inputs_stay():
    rng = np.random.default_rng(0)
    W, h, target = rng.standard_normal((5, 3)), rng.standard_normal((2, 3)), np.array([1, 4])
    given_ = [array.copy() for array in (W, h, target, CORPUS)]
    loss = NegativeSamplingLoss(W, CORPUS, sample_size=2)
    loss.forward(h, target)
    loss.backward()
    for came, before in zip((W, h, target, CORPUS), given_, strict=True):
        np.testing.assert_array_equal(came, before)


def test_float32_stays_float32():
    loss = NegativeSamplingLoss(np.ones((5, 3), dtype=np.float32), CORPUS, sample_size=2)
    loss.forward(np.ones((2, 3), dtype=np.float32), np.array([1, 4]))
    assert loss.backward().dtype == np.float32
    assert {grad.dtype for grad in loss.grads} == {np.dtype(np.float32)}


def test_large_scores_do_not_overflow():
    W = np.array([[1.0], [-1.0]])
    loss = make(W)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert loss.forward(np.array([[1000.0]]), np.array([0])) == 0
        assert loss.forward(np.array([[1000.0]]), np.array([1])) == 2000
        assert np.isfinite(loss.backward()).all()


def test_w_needs_a_row_for_each_word():
    with pytest.raises(ValueError, match=r"a row for each word id up to 4, but it has 4 rows"):
        NegativeSamplingLoss(np.zeros((4, 3)), CORPUS, sample_size=2)


def test_the_samplers_complaints_come_through():
    with pytest.raises(ValueError, match=r"at least 6 different words .* has 5"):
        NegativeSamplingLoss(np.zeros((5, 3)), CORPUS)
    with pytest.raises(ValueError, match="power must be a finite number"):
        NegativeSamplingLoss(np.zeros((5, 3)), CORPUS, power=-1, sample_size=2)


@pytest.mark.parametrize(
    ("h", "target", "error", "says"),
    [
        (np.ones((3, 3)), np.array([1, 2]), ValueError, r"h must have shape \(2, H\)"),
        (np.ones((2, 4)), np.array([1, 2]), ValueError, r"h must have shape \(2, 3\)"),
        (np.ones(3), np.array([1]), ValueError, r"h must have shape \(1, H\)"),
        (np.ones((1, 3)), np.array([5]), IndexError, "ids from 0 to 4, but it holds 5"),
        (np.ones((1, 3)), np.array([1.0]), TypeError, "integer word ids"),
        (np.ones((0, 3)), np.array([], dtype=int), ValueError, "at least one logit"),
    ],
)
def test_wrong_batches_are_refused(h, target, error, says):
    with pytest.raises(error, match=says):
        NegativeSamplingLoss(np.zeros((5, 3)), CORPUS, sample_size=2).forward(h, target)


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        NegativeSamplingLoss(np.zeros((5, 3)), CORPUS, sample_size=2).backward()
