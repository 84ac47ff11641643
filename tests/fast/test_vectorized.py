"""The engine "vectorized": it does what the layers do, and it learns."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib import CBOW, SGD, create_contexts_target, remove_duplicate, toy_treebank
from w2vlib.fast import Settings, train_cbow
from w2vlib.fast.vectorized import Engine, _distinct, _mean_loss


class GivenNegatives:
    """A sampler that gives out negatives that were drawn before, row by row."""

    def __init__(self, negatives):
        self.negatives, self.used = negatives, 0

    def get_negative_sample(self, target, rng=None):
        first, self.used = self.used, self.used + len(target)
        return self.negatives[first : self.used]


def make(words, seed=0, **settings):
    """Return an engine with weights that are not small, so that all parts of a gradient count."""
    settings = {"vocab_size": int(words.max()) + 1, "sample_size": 1, "seed": seed} | settings
    engine = Engine(np.bincount(words), Settings(**settings))
    rng = np.random.default_rng(seed)
    shape = engine.word_vecs.shape
    engine.load(rng.normal(0, 0.5, shape), rng.normal(0, 0.5, shape))
    return engine


def negatives_for(target, V, K, rng):
    """Return K different words for each target, none of them the target."""
    keys = rng.random((len(target), V))
    keys[np.arange(len(target)), target] = 2
    return np.argsort(keys, axis=1)[:, :K].astype(np.int32)


def layered(W_in, W_out, words, negatives, window_size, batch_size, lr):
    """Train the book's model from these weights; return its weights and its mean loss."""
    contexts, target = create_contexts_target(words, window_size)
    V, H = W_in.shape
    corpus, K = np.arange(V), negatives.shape[1]
    model = CBOW(V, H, window_size, corpus, sample_size=K, rng=np.random.default_rng(0))
    out = model.ns_loss.params[0]
    model.word_vecs[...], out[...] = W_in, W_out
    model.ns_loss.sampler = GivenNegatives(negatives)
    total = 0
    for start in range(0, len(target), batch_size):
        batch = slice(start, start + batch_size)
        examples = len(target[batch])
        total += examples * model.forward(contexts[batch], target[batch])
        model.backward()
        SGD(lr * examples).update(*remove_duplicate(model.params, model.grads))
    return model.word_vecs, out, total / len(target)


@pytest.mark.parametrize(
    ("V", "H", "window_size", "K", "batch_size", "targets"),
    [
        (30, 8, 2, 5, 40, 40),  # one batch
        (30, 8, 2, 5, 16, 40),  # a last batch that is smaller
        (12, 3, 1, 1, 7, 50),  # K = 1; few words, so contexts repeat them
        (4, 5, 5, 3, 9, 30),  # K = V - 1; windows with the same words over and over
        (50, 1, 3, 2, 1, 5),  # batches of one, vectors of one number
        (9, 20, 4, 2, 100, 6),  # a batch larger than the piece
    ],
)
def test_its_updates_are_those_of_the_layers(V, H, window_size, K, batch_size, targets):
    rng = np.random.default_rng(V)
    words = rng.integers(0, V, targets + 2 * window_size).astype(np.int32)
    words[0] = V - 1
    sizes = {"hidden_size": H, "window_size": window_size, "batch_size": batch_size}
    engine = make(words, **sizes)
    W_in, W_out = engine.word_vecs.copy(), engine.output_vecs.copy()
    first, last = window_size, len(words) - window_size
    negatives = negatives_for(words[first:last], V, K, rng)

    engine.sampler = GivenNegatives(negatives)
    loss, examples = engine.train(words, first, last, 0.3, np.random.default_rng(0))

    *expected, expected_loss = layered(
        W_in, W_out, words, negatives, window_size, batch_size, lr=0.3
    )
    assert examples == targets
    assert loss == pytest.approx(expected_loss, rel=1e-5)
    np.testing.assert_allclose(engine.word_vecs, expected[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(engine.output_vecs, expected[1], rtol=1e-4, atol=1e-5)
    assert not np.allclose(engine.word_vecs, W_in, atol=1e-3), "nothing was learnt"


@given(st.data())
def test_its_updates_are_those_of_the_layers_for_any_shape(data):
    V, H, K = (data.draw(st.integers(low, high)) for low, high in ((4, 20), (1, 9), (1, 3)))
    window_size, batch_size, targets = (data.draw(st.integers(1, n)) for n in (4, 12, 25))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    words = rng.integers(0, V, targets + 2 * window_size).astype(np.int32)
    words[:2] = V - 1, 0
    engine = make(words, hidden_size=H, window_size=window_size, batch_size=batch_size)
    before = engine.word_vecs.copy(), engine.output_vecs.copy()
    negatives = negatives_for(words[window_size:-window_size], V, K, rng)
    engine.sampler = GivenNegatives(negatives)
    loss, _ = engine.train(words, window_size, len(words) - window_size, 0.1, rng)
    *expected, expected_loss = layered(*before, words, negatives, window_size, batch_size, lr=0.1)
    assert loss == pytest.approx(expected_loss, rel=1e-4)
    np.testing.assert_allclose(engine.word_vecs, expected[0], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(engine.output_vecs, expected[1], rtol=1e-3, atol=1e-4)


def example_by_example(W_in, W_out, words, first, sizes, negatives, lr, batch_size):
    """Train with loops and float64; `sizes` has the window of each target."""
    W_in, W_out, total = W_in.astype(float), W_out.astype(float), 0
    for start in range(0, len(sizes), batch_size):
        dW_in, dW_out = np.zeros_like(W_in), np.zeros_like(W_out)
        for i in range(start, min(start + batch_size, len(sizes))):
            t, size = first + i, sizes[i]
            near = [int(words[t + d]) for d in range(-size, size + 1) if d]
            h = sum(W_in[word] for word in near) / len(near)
            dh = 0
            for word, label in [(words[t], 1), *((word, 0) for word in negatives[i])]:
                score = W_out[word] @ h
                total += np.logaddexp(0, score) - label * score
                error = 1 / (1 + np.exp(-score)) - label
                dW_out[word] += error * h
                dh = dh + error * W_out[word]
            for word in near:
                dW_in[word] += dh / len(near)
        W_in -= lr * dW_in
        W_out -= lr * dW_out
    return W_in, W_out, total / len(sizes)


@pytest.mark.parametrize("window_size", [1, 3, 5])
def test_drawn_windows_are_those_of_plain_loops(window_size):
    V, K, batch_size = 10, 3, 8
    rng = np.random.default_rng(window_size)
    words = rng.integers(0, V, 30 + 2 * window_size).astype(np.int32)
    words[0] = V - 1
    sizes = {"hidden_size": 6, "window_size": window_size, "batch_size": batch_size}
    engine = make(words, dynamic_window=True, **sizes)
    before = engine.word_vecs.copy(), engine.output_vecs.copy()
    # targets in the middle of the piece only
    first, last = window_size + 2, len(words) - window_size - 1
    negatives = negatives_for(words[first:last], V, K, rng)
    engine.sampler = GivenNegatives(negatives)
    loss, examples = engine.train(words, first, last, 0.2, np.random.default_rng(7))

    assert examples == last - first
    drawn = np.random.default_rng(7).integers(window_size, size=examples) + 1
    *expected, expected_loss = example_by_example(
        *before, words, first, drawn.tolist(), negatives, 0.2, batch_size
    )
    assert loss == pytest.approx(expected_loss, rel=1e-5)
    np.testing.assert_allclose(engine.word_vecs, expected[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(engine.output_vecs, expected[1], rtol=1e-4, atol=1e-5)


def test_other_rows_are_left_alone():
    words = np.array([0, 1, 2, 3, 4, 9, 20], dtype=np.int32)
    engine = make(words, hidden_size=4, window_size=1)
    W_in, W_out = engine.word_vecs.copy(), engine.output_vecs.copy()
    engine.sampler = GivenNegatives(np.array([[5], [6], [5]]))
    engine.train(words, 1, 4, 0.1, np.random.default_rng(0))
    changed_in = np.flatnonzero((engine.word_vecs != W_in).any(axis=1))
    changed_out = np.flatnonzero((engine.output_vecs != W_out).any(axis=1))
    assert changed_in.tolist() == [0, 1, 2, 3, 4]
    assert changed_out.tolist() == [1, 2, 3, 5, 6]


def test_a_text_of_one_word():
    words = np.array([0] * 30, dtype=np.int32)
    engine = Engine(
        np.array([30, 1]),
        Settings(vocab_size=2, hidden_size=3, sample_size=1, batch_size=20, seed=0),
    )
    losses = [engine.train(words, 5, 25, 0.1, np.random.default_rng(i))[0] for i in range(30)]
    assert losses[0] == pytest.approx(2 * np.log(2), abs=1e-3)
    assert losses[-1] < losses[0] / 2


def test_weights_stay_float32_and_words_stay_as_they_are():
    words = np.tile(np.arange(8, dtype=np.int32), 5)
    words.flags.writeable = False
    engine = make(words, hidden_size=4, window_size=2)
    W_in, W_out = engine.word_vecs, engine.output_vecs
    loss, _ = engine.train(words, 2, 38, np.float64(0.1), np.random.default_rng(0))
    assert isinstance(loss, float)
    assert engine.word_vecs is W_in
    assert engine.output_vecs is W_out
    assert W_in.dtype == W_out.dtype == np.float32


def test_loading_copies():
    words = np.arange(8, dtype=np.int32)
    engine = make(words, hidden_size=4, window_size=1)
    W = np.ones((8, 4), dtype=np.float32)
    engine.load(W, W)
    engine.train(words, 1, 7, 0.1, np.random.default_rng(0))
    assert (W == 1).all()


def test_a_seed_makes_it_repeatable():
    words = np.random.default_rng(0).integers(0, 50, 500).astype(np.int32)
    first, second = (make(words, hidden_size=10, dynamic_window=True) for _ in range(2))
    for engine in (first, second):
        engine.train(words, 5, 495, 0.1, np.random.default_rng(3))
    np.testing.assert_array_equal(first.word_vecs, second.word_vecs)
    np.testing.assert_array_equal(first.output_vecs, second.output_vecs)


def test_where_it_diverges_the_loss_says_so_and_nothing_else_does():
    words = np.random.default_rng(0).integers(0, 50, 500).astype(np.int32)
    engine = make(words, hidden_size=10)
    losses = [engine.train(words, 5, 495, 1e20, np.random.default_rng(i))[0] for i in range(3)]
    assert not losses[-1] < 6 * np.log(2)


def test_the_loss_of_scores_that_are_sure():
    score = np.array([[200.0, -200.0], [-200.0, 200.0]], dtype=np.float32)
    assert _mean_loss(score[:1]) == pytest.approx(0, abs=1e-6)
    assert _mean_loss(score[1:]) == pytest.approx(160)  # counted up to 80 each
    assert np.isnan(_mean_loss(np.array([[np.nan, 0]], dtype=np.float32)))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_distinct_words(words):
    words = np.array(words)
    rows, place = _distinct(words, np.empty(31, dtype=np.int32))
    assert sorted(rows.tolist()) == sorted(set(words.tolist()))
    np.testing.assert_array_equal(rows[place], words)


def test_two_threads_share_the_weights():
    corpus = toy_treebank.load_data()[0][:20_000].astype(np.int32)
    engine = Engine(np.bincount(corpus), Settings(vocab_size=int(corpus.max()) + 1, seed=0))
    starts = np.arange(5, 19_000, 1000)
    before = engine.train(corpus, 5, 19_995, 1e-9, np.random.default_rng(0))[0]
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(
                engine.train, corpus, int(a), int(a) + 1000, 0.1, np.random.default_rng(int(a))
            )
            for a in np.tile(starts, 3)
        ]
        assert all(np.isfinite(job.result()[0]) for job in jobs)
    after = engine.train(corpus, 5, 19_995, 1e-9, np.random.default_rng(0))[0]
    assert after < 0.7 * before


def precision(word_vecs, word_to_id, top=3):
    """Return how many of the nearest words of each group's words are of the group, too."""
    unit = word_vecs / np.linalg.norm(word_vecs, axis=1, keepdims=True)
    hits = []
    for group in toy_treebank.GROUPS.values():
        ids = [word_to_id[word] for word in group]
        similarity = unit[ids] @ unit.T
        similarity[np.arange(len(ids)), ids] = -2
        nearest = np.argsort(-similarity, axis=1)[:, :top]
        hits.append(np.isin(nearest, ids).ravel())
    return np.concatenate(hits).mean()


@pytest.mark.parametrize("dynamic_window", [False, True])
def test_related_words_become_neighbours(dynamic_window):
    corpus, word_to_id, _ = toy_treebank.load_data()
    trained = train_cbow(
        corpus,
        epochs=5,
        engine="vectorized",
        dynamic_window=dynamic_window,
        seed=0,
        progress=False,
    )
    assert trained.engine == "vectorized"
    assert trained.loss_per_epoch[-1] < 0.6 * trained.loss_per_epoch[0]
    assert precision(trained.word_vecs, word_to_id) > 0.9


def test_its_batch_learns_as_well_as_batches_of_100():
    corpus, _, _ = toy_treebank.load_data()
    own, of_100 = (
        train_cbow(
            corpus, epochs=2, engine="vectorized", batch_size=size, seed=0, progress=False
        ).loss_per_epoch[-1]
        for size in (None, 100)
    )
    assert own < 1.02 * of_100
