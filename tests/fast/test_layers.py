"""The engine "layers": the book's model behind the fast entry point."""

import numpy as np
import pytest

from w2vlib import CBOW, SGD, UnigramSampler, create_contexts_target, remove_duplicate
from w2vlib.fast import Settings
from w2vlib.fast.layers import Engine
from w2vlib.fast.vectorized import Engine as Vectorized


def random_words(n, V, seed=0):
    words = np.random.default_rng(seed).integers(0, V, n).astype(np.int32)
    words[:V] = np.arange(V)
    return words


def make(words, **settings):
    settings = {"vocab_size": int(words.max()) + 1, "hidden_size": 6, "seed": 0} | settings
    return Engine(np.bincount(words), Settings(**settings))


class Same:
    """A sampler that always gives the same negatives to the same target."""

    def __init__(self, negatives):
        self.negatives = negatives

    def get_negative_sample(self, target, rng=None):
        return self.negatives[target]


def some_negatives(V, K):
    """Return K words for each target: those that follow it, round and round."""
    return (np.arange(V)[:, None] + np.arange(1, K + 1)) % V


def test_it_is_cbow_with_sgd():
    words = random_words(60, 9)
    engine = make(words, window_size=2, sample_size=3, batch_size=16)
    W = np.random.default_rng(1).normal(0, 0.5, (2, 9, 6)).astype(np.float32)
    engine.load(*W)
    sampler = Same(some_negatives(9, 3))
    engine.model.ns_loss.sampler = sampler
    loss, examples = engine.train(words, 2, 58, 0.2, np.random.default_rng(0))

    model = CBOW(9, 6, 2, words, sample_size=3, rng=np.random.default_rng(0))
    model.word_vecs[...], model.ns_loss.params[0][...] = W
    model.ns_loss.sampler = sampler
    contexts, target = create_contexts_target(words, 2)
    losses = []
    for batch in np.split(np.arange(56), [16, 32, 48]):  # the last one is smaller
        losses += [model.forward(contexts[batch], target[batch])] * len(batch)
        model.backward()
        SGD(0.2 * len(batch)).update(*remove_duplicate(model.params, model.grads))
    assert examples == 56
    assert loss == pytest.approx(np.mean(losses), rel=1e-5)
    np.testing.assert_allclose(engine.word_vecs, model.word_vecs, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(engine.output_vecs, model.ns_loss.params[0], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("dynamic_window", [False, True])
def test_both_engines_agree(dynamic_window):
    words = random_words(80, 7, seed=4)
    settings = Settings(
        vocab_size=7,
        hidden_size=5,
        window_size=3,
        sample_size=2,
        batch_size=30,
        dynamic_window=dynamic_window,
        seed=0,
    )
    engines = [cls(np.bincount(words), settings) for cls in (Engine, Vectorized)]
    W = np.random.default_rng(1).normal(0, 0.5, (2, 7, 5))
    engines[0].model.ns_loss.sampler = engines[1].sampler = Same(some_negatives(7, 2))
    losses = []
    for engine in engines:
        engine.load(*W)
        losses.append(engine.train(words, 4, 77, 0.1, np.random.default_rng(9)))
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)
    np.testing.assert_allclose(engines[0].word_vecs, engines[1].word_vecs, rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(engines[0].output_vecs, engines[1].output_vecs, rtol=1e-3, atol=1e-5)


def test_negatives_are_drawn_by_the_counts_of_the_corpus():
    counts = np.array([5, 0, 80, 3, 0, 12, 0])  # words that never occur, the last one too
    corpus = np.repeat(np.arange(7), counts)
    settings = Settings(vocab_size=7, hidden_size=2, window_size=1, sample_size=2, power=0.5)
    sampler = Engine(counts, settings).model.ns_loss.sampler
    np.testing.assert_allclose(sampler.word_p, UnigramSampler(corpus, 0.5, 2).word_p)


def test_it_learns():
    rng = np.random.default_rng(0)
    # words come in fours that stand together
    words = (4 * rng.integers(0, 5, 200)[:, None] + np.arange(4)).ravel().astype(np.int32)
    engine = make(words, window_size=1, sample_size=3)
    losses = [engine.train(words, 1, 799, 0.1, rng)[0] for _ in range(20)]
    assert losses[0] > 2.5
    assert losses[-1] < 0.6 * losses[0]


def test_a_seed_makes_it_repeatable_and_leaves_numpy_random_alone():
    words = random_words(60, 9)
    before = np.random.get_state()[1].copy()
    vectors = []
    for _ in range(2):
        engine = make(words, window_size=1, sample_size=2, dynamic_window=True)
        engine.train(words, 1, 59, 0.1, np.random.default_rng(3))
        vectors.append(engine.word_vecs)
    np.testing.assert_array_equal(*vectors)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_weights_are_live_and_float32():
    words = random_words(60, 9)
    engine = make(words, window_size=1, sample_size=2)
    W_in, W_out = engine.word_vecs, engine.output_vecs
    before = W_out.copy()
    loss, _ = engine.train(words, 1, 59, np.float64(0.1), np.random.default_rng(0))
    assert isinstance(loss, float)
    assert engine.word_vecs is W_in
    assert engine.output_vecs is W_out
    assert W_in.dtype == W_out.dtype == np.float32
    assert not np.array_equal(W_out, before)


def test_where_it_diverges_the_loss_says_so_and_nothing_else_does():
    words = random_words(300, 9)
    engine = make(words, window_size=1, sample_size=2)
    losses = [engine.train(words, 1, 299, 1e20, np.random.default_rng(i))[0] for i in range(3)]
    assert not losses[-1] < 3 * np.log(2)


def test_too_few_words_for_the_negatives():
    settings = Settings(vocab_size=4, hidden_size=2, window_size=1, sample_size=3)
    with pytest.raises(ValueError, match=r"at least 4 different words .* have 3"):
        Engine(np.array([5, 0, 2, 2]), settings)
