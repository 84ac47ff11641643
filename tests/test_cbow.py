"""CBOW: the mean of a window, guessed with negative samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib import (
    CBOW,
    SGD,
    create_contexts_target,
    numerical_gradient,
    preprocess,
    remove_duplicate,
)

# six words and five negatives: all words but the target are negatives, so nothing is random
WORDS = ["you", "say", "goodbye", "I", "hello", "."]
CORPUS = np.array([0, 1, 2, 5, 3, 1, 4, 5])


@st.composite
def models_and_batches(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    B, H, window_size = draw(st.integers(1, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    model = CBOW(len(WORDS), H, window_size, CORPUS, rng=rng)
    for weights in (model.params[0], model.params[-1]):
        weights[...] = 0.8 * rng.standard_normal(weights.shape)
    contexts = rng.integers(0, len(WORDS), (B, 2 * window_size))
    return model, contexts, rng.integers(0, len(WORDS), B)


def loss_by_formula(W_in, W_out, contexts, target):
    total = 0
    for ids, answer in zip(contexts, target, strict=True):
        h = sum(W_in[i] for i in ids) / len(ids)
        for word_id in range(len(W_out)):
            score = h @ W_out[word_id]
            total += np.logaddexp(0, -score if word_id == answer else score)
    return total / len(target)


@given(models_and_batches())
def test_loss_agrees_with_the_formula(example):
    model, contexts, target = example
    expected = loss_by_formula(model.params[0], model.params[-1], contexts, target)
    assert model.forward(contexts, target) == pytest.approx(expected, rel=1e-5)


@given(models_and_batches(), st.sampled_from([1, 2.5]))
def test_gradients_agree_with_central_differences(example, dout):
    model, contexts, target = example
    model.forward(contexts, target)
    model.backward(dout)
    _, (dW_in, dW_out) = remove_duplicate(model.params, model.grads)

    # the weights are float32; the formula can be differentiated in float64
    W_in, W_out = (model.params[i].astype(np.float64) for i in (0, -1))
    for name, weights, grad in (("dW_in", W_in, dW_in), ("dW_out", W_out, dW_out)):
        numerical = numerical_gradient(
            lambda _: dout * loss_by_formula(W_in, W_out, contexts, target), weights
        )
        np.testing.assert_allclose(grad, numerical, atol=1e-5, err_msg=name)


@given(models_and_batches(), st.randoms(use_true_random=False))
def test_order_of_the_context_does_not_matter(example, random):
    model, contexts, target = example
    columns = list(range(contexts.shape[1]))
    random.shuffle(columns)
    loss = model.forward(contexts, target)
    assert model.forward(contexts[:, columns], target) == pytest.approx(loss, rel=1e-5)


def test_all_context_words_get_the_same_share():
    model = CBOW(6, 3, 1, CORPUS)
    model.forward(np.array([[0, 2]]), np.array([1]))
    model.backward()
    _, (dW_in, _) = remove_duplicate(model.params, model.grads)
    np.testing.assert_array_equal(dW_in[0], dW_in[2])
    assert dW_in[0].any()
    assert not dW_in[[1, 3, 4, 5]].any()


def test_a_word_twice_in_a_window_gets_two_shares():
    grads = []
    for contexts in ([[0, 2]], [[0, 0]]):
        model = CBOW(6, 3, 1, CORPUS, rng=np.random.default_rng(0))
        model.params[0][2] = model.params[0][0]  # so that both windows have one mean
        model.forward(np.array(contexts), np.array([1]))
        model.backward()
        grads.append(remove_duplicate(model.params, model.grads)[1][0])
    np.testing.assert_allclose(grads[1][0], grads[0][0] + grads[0][2], rtol=1e-6)


def test_first_loss_is_that_of_guessing():
    corpus, word_to_id, _ = preprocess("You say goodbye and I say hello.")
    contexts, target = create_contexts_target(corpus, window_size=1)
    model = CBOW(len(word_to_id), 100, 1, corpus, rng=np.random.default_rng(0))
    # six questions that cost log 2 each; 4.16 is where the notebook's log begins
    assert model.forward(contexts, target) == pytest.approx(6 * np.log(2), abs=1e-3)


def test_first_weights_are_small_and_centred_on_zero():
    model = CBOW(100, 50, 1, np.arange(100), rng=np.random.default_rng(0))
    for weights in (model.params[0], model.params[-1]):
        assert abs(weights.mean()) < 6 * 0.01 / np.sqrt(weights.size)
        assert weights.std() == pytest.approx(0.01, rel=0.05)


def test_params_list_two_matrices_as_often_as_they_are_used():
    model = CBOW(6, 3, 2, CORPUS, sample_size=4)
    W_in, W_out = model.params[0], model.params[-1]
    assert model.word_vecs is W_in
    assert [param is W_in for param in model.params] == [True] * 4 + [False] * 5
    assert all(param is W_out for param in model.params[4:])
    assert len({id(grad) for grad in model.grads}) == len(model.params)
    assert {array.dtype for array in model.params + model.grads} == {np.dtype(np.float32)}


def test_training_lowers_the_loss_and_changes_word_vecs():
    contexts, target = create_contexts_target(CORPUS, window_size=1)
    model = CBOW(6, 5, 1, CORPUS, rng=np.random.default_rng(0))
    first, before = model.forward(contexts, target), model.word_vecs.copy()
    for _ in range(200):
        model.forward(contexts, target)
        model.backward()
        SGD(lr=1.0).update(*remove_duplicate(model.params, model.grads))
    assert model.forward(contexts, target) < first / 2
    assert (model.word_vecs != before).any()


def test_a_second_batch_starts_at_zero():
    batches = [(np.array([[0, 1], [2, 3]]), np.array([1, 2])), (np.array([[4, 5]]), np.array([3]))]
    model, fresh = (CBOW(6, 3, 1, CORPUS, rng=np.random.default_rng(0)) for _ in range(2))
    for contexts, target in batches:
        model.forward(contexts, target)
        model.backward()
    fresh.forward(*batches[1])
    fresh.backward()
    for grad, expected in zip(
        remove_duplicate(model.params, model.grads)[1],
        remove_duplicate(fresh.params, fresh.grads)[1],
        strict=True,
    ):
        np.testing.assert_allclose(grad, expected, atol=1e-7)


def test_a_generator_makes_everything_repeatable():
    corpus = np.arange(30)
    contexts, target = create_contexts_target(corpus, window_size=1)
    losses = [
        CBOW(30, 8, 1, corpus, rng=np.random.default_rng(3)).forward(contexts, target)
        for _ in range(2)
    ]
    assert losses[0] == losses[1]


def test_without_a_generator_the_global_seed_counts():
    state = np.random.get_state()
    try:
        vecs = []
        for _ in range(2):
            np.random.seed(1)
            vecs.append(CBOW(6, 3, 1, CORPUS).word_vecs)
    finally:
        np.random.set_state(state)
    np.testing.assert_array_equal(*vecs)


def test_inputs_are_left_alone():
    contexts, target = np.array([[0, 2], [1, 5]]), np.array([1, 2])
    kept = contexts.copy(), target.copy(), CORPUS.copy()
    model = CBOW(6, 3, 1, CORPUS)
    model.forward(contexts, target)
    model.backward()
    for now, before in zip((contexts, target, CORPUS), kept, strict=True):
        np.testing.assert_array_equal(now, before)


@pytest.mark.parametrize(
    ("sizes", "error", "says"),
    [
        ((0, 3, 1), ValueError, "vocab_size must be at least 1, but 0 came"),
        ((6, -2, 1), ValueError, "hidden_size must be at least 1, but -2 came"),
        ((6, 3, 0), ValueError, "window_size must be at least 1, but 0 came"),
        ((6, 3, 1.5), TypeError, "window_size must be a whole number, but 1.5 came"),
        ((5, 3, 1), ValueError, "W must have a row for each word id up to 5, but it has 5 rows"),
    ],
)
def test_wrong_sizes(sizes, error, says):
    with pytest.raises(error, match=says):
        CBOW(*sizes, CORPUS)


def test_too_small_a_vocabulary_for_the_negatives():
    with pytest.raises(ValueError, match=r"at least 6 different words .* has 5"):
        CBOW(5, 3, 1, np.arange(5))


@pytest.mark.parametrize(
    ("contexts", "target", "error", "says"),
    [
        ([[0, 2, 1]], [1], ValueError, r"contexts must have shape \(1, 2\), but .* \(1, 3\)"),
        ([[0, 2]], [1, 2], ValueError, r"contexts must have shape \(2, 2\), but .* \(1, 2\)"),
        ([[0, 6]], [1], IndexError, "ids from 0 to 5, but it holds 6"),
        ([[0, 2]], [6], IndexError, "ids from 0 to 5, but it holds 6"),
        ([[0.0, 2.0]], [1], TypeError, "integer word ids, but its dtype is float64"),
    ],
)
def test_wrong_batches(contexts, target, error, says):
    model = CBOW(6, 3, 1, CORPUS)
    with pytest.raises(error, match=says):
        model.forward(np.array(contexts), np.array(target))


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        CBOW(6, 3, 1, CORPUS).backward()
