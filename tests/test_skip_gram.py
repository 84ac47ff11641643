import inspect

import numpy as np
import pytest

from w2vlib.gradient_check import numerical_gradient
from w2vlib.skip_gram import SkipGram

# With V = K + 1 words, the K different negatives of a target are all words but the target:
# the loss is then no matter of chance.
V, H, K = 5, 3, 4
CORPUS = np.array([0, 1, 2, 3, 4, 1, 2, 1])


def make_model(window_size=2, scale=50):
    model = SkipGram(V, H, window_size, CORPUS, sample_size=K, rng=np.random.default_rng(0))
    for weights in (model.params[0], model.params[-1]):
        weights *= scale
    return model


def make_batch(window_size=2, batch_size=6):
    rng = np.random.default_rng(1)
    return rng.integers(0, V, (batch_size, 2 * window_size)), rng.integers(0, V, batch_size)


def expected_loss(W_in, W_out, contexts, target):
    """Sum over contexts of -log sigmoid(h · w_pos) - sum log sigmoid(-h · w_neg), mean over B."""
    score = W_in[target] @ W_out.T
    total = 0.0
    for context in contexts.T:
        sign = np.full_like(score, -1)
        sign[np.arange(len(target)), context] = 1
        total += np.logaddexp(0, -sign * score).sum(axis=1).mean()
    return total


def summed_gradient(model, weights):
    pairs = zip(model.params, model.grads, strict=True)
    return sum(grad for param, grad in pairs if param is weights)


@pytest.mark.parametrize("window_size", [1, 2])
def test_loss_follows_the_formula(window_size):
    model, batch = make_model(window_size), make_batch(window_size)
    expected = expected_loss(model.params[0], model.params[-1], *batch)
    assert model.forward(*batch) == pytest.approx(expected, rel=1e-5)


def test_gradients_agree_with_central_differences_of_the_formula():
    model, batch = make_model(), make_batch()
    W_in, W_out = (weights.astype(np.float64) for weights in (model.params[0], model.params[-1]))
    model.forward(*batch)
    model.backward()
    for name, weights, param in [
        ("W_in", W_in, model.params[0]),
        ("W_out", W_out, model.params[-1]),
    ]:
        expected = numerical_gradient(lambda _: expected_loss(W_in, W_out, *batch), weights)
        np.testing.assert_allclose(
            summed_gradient(model, param), expected, atol=1e-5, err_msg=f"gradient of {name}"
        )


def test_dout_scales_the_gradients():
    model, batch = make_model(), make_batch()
    model.forward(*batch)
    model.backward()
    once = model.grads[0].copy()
    model.backward(dout=3)
    np.testing.assert_allclose(model.grads[0], 3 * once, rtol=1e-5)


def test_weights_are_small_float32_and_shared():
    model = SkipGram(1000, 50, 2, np.arange(1000), rng=np.random.default_rng(0))
    assert model.word_vecs is model.params[0]
    W_out = model.params[1]
    assert all(weights is W_out for weights in model.params[1:])
    assert len(model.params) == len(model.grads)
    for weights in (model.word_vecs, W_out):
        assert weights.shape == (1000, 50)
        assert weights.dtype == np.float32
        assert weights.std() == pytest.approx(0.01, rel=0.05)


def test_one_rng_decides_weights_and_negatives():
    def losses(seed):
        rng = np.random.default_rng(seed)
        model = SkipGram(V, H, 1, CORPUS, sample_size=2, rng=rng)
        model.params[0][...] *= 100
        return [model.forward(np.array([[0, 2]]), np.array([1])) for _ in range(5)]

    assert losses(3) == losses(3)
    assert losses(3) != losses(4)


def test_constructor_follows_the_book():
    parameters = inspect.signature(SkipGram).parameters.values()
    positional = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    assert positional == ["vocab_size", "hidden_size", "window_size", "corpus"]


def test_plain_gradient_steps_lower_the_loss():
    corpus = np.tile(np.arange(V), 4)
    contexts, target = np.stack([corpus[:-2], corpus[2:]], axis=1), corpus[1:-1]
    model = SkipGram(V, H, 1, corpus, sample_size=K, rng=np.random.default_rng(0))
    first = model.forward(contexts, target)
    for _ in range(300):
        model.forward(contexts, target)
        model.backward()
        for param, grad in zip(model.params, model.grads, strict=True):
            param -= 0.5 * grad
    last = model.forward(contexts, target)
    assert last < 0.8 * first, f"the loss went only from {first:.3f} to {last:.3f}"


@pytest.mark.parametrize(
    ("contexts", "target", "message"),
    [
        (np.zeros((2, 3), dtype=int), np.zeros(2, dtype=int), r"contexts must have shape \(2, 4\)"),
        (np.zeros((3, 4), dtype=int), np.zeros(2, dtype=int), r"contexts must have shape \(2, 4\)"),
        (
            np.zeros((2, 4), dtype=int),
            np.zeros((2, 1), dtype=int),
            r"target must have shape \(B,\)",
        ),
    ],
)
def test_wrong_shapes_are_refused(contexts, target, message):
    with pytest.raises(ValueError, match=message):
        make_model().forward(contexts, target)


def test_ids_out_of_range_are_refused():
    with pytest.raises(IndexError, match=f"from 0 to {V - 1}"):
        make_model().forward(np.zeros((1, 4), dtype=int), np.array([V]))


@pytest.mark.parametrize(
    ("sizes", "name"),
    [((0, 3, 1), "vocab_size"), ((5, 0, 1), "hidden_size"), ((5, 3, 0), "window_size")],
)
def test_wrong_sizes_are_refused(sizes, name):
    with pytest.raises(ValueError, match=f"{name} must be at least 1"):
        SkipGram(*sizes, CORPUS, sample_size=K)


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="forward before backward"):
        make_model().backward()
