import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import log_softmax

from w2vlib.gradient_check import numerical_gradient
from w2vlib.one_hot import convert_one_hot
from w2vlib.simple_cbow import SimpleCBOW

V, H = 6, 3


def make_batch(rng, batch_size, window_size):
    contexts = rng.integers(0, V, (batch_size, 2 * window_size))
    return contexts, rng.integers(0, V, batch_size)


def summed_gradient(model, weights):
    """The gradient with respect to weights that several layers share."""
    pairs = zip(model.params, model.grads, strict=True)
    return sum(grad for param, grad in pairs if param is weights)


def to_float64(model, rng):
    """Give the model larger float64 weights, so that differences are exact enough."""
    W_in, W_out = rng.standard_normal((V, H)), rng.standard_normal((H, V))
    for layer in model.in_layers:
        layer.params[0], layer.grads[0] = W_in, np.zeros_like(W_in)
    model.out_layer.params[0], model.out_layer.grads[0] = W_out, np.zeros_like(W_out)
    layers = [*model.in_layers, model.out_layer]
    model.params = [layer.params[0] for layer in layers]
    model.grads = [layer.grads[0] for layer in layers]
    return W_in, W_out


@settings(max_examples=25)
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_gradients_agree_with_central_differences(batch_size, window_size, seed):
    rng = np.random.default_rng(seed)
    model = SimpleCBOW(V, H, window_size=window_size)
    W_in, W_out = to_float64(model, rng)
    contexts, target = (convert_one_hot(ids, V) for ids in make_batch(rng, batch_size, window_size))

    def loss(_):
        return model.forward(contexts, target)

    model.forward(contexts, target)
    model.backward()
    for name, weights in [("W_in", W_in), ("W_out", W_out)]:
        grad = summed_gradient(model, weights).copy()
        expected = numerical_gradient(loss, weights)
        np.testing.assert_allclose(grad, expected, atol=1e-8, err_msg=f"gradient of {name}")


@pytest.mark.parametrize("window_size", [1, 2])
def test_loss_follows_the_formula(window_size):
    rng = np.random.default_rng(0)
    model = SimpleCBOW(V, H, window_size=window_size, rng=rng)
    W_in, W_out = model.params[0], model.params[-1]
    contexts, target = make_batch(rng, 5, window_size)
    score = W_in[contexts].mean(axis=1) @ W_out
    expected = -log_softmax(score, axis=1)[np.arange(5), target].mean()
    loss = model.forward(convert_one_hot(contexts, V), convert_one_hot(target, V))
    assert loss == pytest.approx(expected, rel=1e-6)


def test_weights_are_small_float32_and_shared():
    model = SimpleCBOW(1000, 50, window_size=2, rng=np.random.default_rng(0))
    *W_in, W_out = model.params
    assert len(W_in) == 4
    assert all(weights is model.word_vecs for weights in W_in)
    assert W_out.shape == (50, 1000)
    for weights in (model.word_vecs, W_out):
        assert weights.dtype == np.float32
        assert abs(weights.mean()) < 1e-3
        assert weights.std() == pytest.approx(0.01, rel=0.05)


def test_rng_and_seed_decide_the_weights():
    models = [SimpleCBOW(V, H, rng=np.random.default_rng(7)) for _ in range(2)]
    np.testing.assert_array_equal(models[0].word_vecs, models[1].word_vecs)
    state = np.random.get_state()
    try:
        seeded = []
        for _ in range(2):
            np.random.seed(7)
            seeded.append(SimpleCBOW(V, H).word_vecs)
    finally:
        np.random.set_state(state)
    np.testing.assert_array_equal(seeded[0], seeded[1])


def test_plain_gradient_steps_learn_a_sentence():
    corpus = np.array([0, 1, 2, 3, 4, 1, 5])
    contexts = convert_one_hot(np.stack([corpus[:-2], corpus[2:]], axis=1), V)
    target = convert_one_hot(corpus[1:-1], V)
    model = SimpleCBOW(V, 5, rng=np.random.default_rng(0))
    first = model.forward(contexts, target)
    for _ in range(800):
        model.forward(contexts, target)
        model.backward()
        for param, grad in zip(model.params, model.grads, strict=True):
            param -= 1.0 * grad
    last = model.forward(contexts, target)
    assert last < first / 3, f"the loss went only from {first:.3f} to {last:.3f}"


def test_wrong_shapes_are_refused():
    model = SimpleCBOW(V, H)
    one_hot = convert_one_hot(np.array([0, 1]), V)
    with pytest.raises(ValueError, match=r"contexts must have shape \(2, 2, 6\)"):
        model.forward(convert_one_hot(np.array([[0, 1, 2, 3], [1, 2, 3, 4]]), V), one_hot)
    with pytest.raises(ValueError, match=r"contexts .* but its shape is \(2, 2\)"):
        model.forward(np.array([[0, 1], [1, 2]]), one_hot)
    with pytest.raises(ValueError, match=r"target must have shape \(B, 6\), but .* \(2,\)"):
        model.forward(convert_one_hot(np.array([[0, 1], [1, 2]]), V), np.array([0, 1]))


@pytest.mark.parametrize(
    ("sizes", "error", "name"),
    [
        ((0, 3), ValueError, "vocab_size"),
        ((6, -1), ValueError, "hidden_size"),
        ((6.5, 3), TypeError, "vocab_size"),
    ],
)
def test_wrong_sizes_are_refused(sizes, error, name):
    with pytest.raises(error, match=f"{name} must be"):
        SimpleCBOW(*sizes)


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="call forward before backward"):
        SimpleCBOW(V, H).backward()
