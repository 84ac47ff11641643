"""The engine "compiled": what it learns, and what it leaves alone."""

import numpy as np
import pytest

pytest.importorskip("numba")

from w2vlib import toy_treebank
from w2vlib.fast import train_cbow, train_skip_gram
from w2vlib.fast.compiled import Engine
from w2vlib.fast.first_weights import first_weights
from w2vlib.fast.settings import Settings

V = 50
COUNTS = np.arange(1, V + 1)


def engine(**settings):
    return Engine(COUNTS, Settings(vocab_size=V, seed=0, **settings))


def words(N=300, seed=0):
    return np.random.default_rng(seed).integers(0, V, N).astype(np.int32)


def train(engine, *, lr=0.05, N=300):
    w = engine.settings.window_size
    return engine.train(words(N), w, N - w, lr, np.random.default_rng(1))


@pytest.mark.parametrize("H", [1, 15, 16, 17, 100])
def test_rows_begin_and_end_with_a_line_of_cache(H):
    made = engine(hidden_size=H)
    for W in (made._W_in, made._W_out):
        assert W.ctypes.data % 64 == 0
        assert W.strides[0] % 64 == 0
    assert made.word_vecs.shape == made.output_vecs.shape == (V, H)


@pytest.mark.parametrize("model", ["cbow", "skip_gram"])
@pytest.mark.parametrize("H", [3, 16, 40])
def test_numbers_that_fill_up_the_rows_stay_zero(H, model):
    made = engine(hidden_size=H, model=model)
    train(made, lr=0.5)
    assert made.word_vecs.any(axis=1).all()
    assert not made._W_in[:, H:].any()
    assert not made._W_out[:, H:].any()


def test_first_weights_are_those_of_all_engines():
    made = engine(hidden_size=20)
    W_in, W_out = first_weights(made.settings)
    np.testing.assert_array_equal(made.word_vecs, W_in)
    np.testing.assert_array_equal(made.output_vecs, W_out)


def test_load_copies():
    made = engine(hidden_size=20)
    W_in, W_out = np.random.default_rng(0).random((2, V, 20), dtype=np.float32)
    made.load(W_in, W_out)
    np.testing.assert_array_equal(made.word_vecs, W_in)
    np.testing.assert_array_equal(made.output_vecs, W_out)
    train(made)
    assert not np.array_equal(made.word_vecs, W_in)


@pytest.mark.parametrize("model", ["cbow", "skip_gram"])
def test_the_first_loss_is_that_of_scores_of_zero(model):
    loss, examples = train(engine(sample_size=3, model=model), lr=0.0)
    assert loss == pytest.approx(4 * np.log(2), rel=1e-5)
    assert examples == 290


@pytest.mark.parametrize("model", ["cbow", "skip_gram"])
@pytest.mark.parametrize("dynamic_window", [False, True])
def test_one_seed_gives_the_same_vectors_each_time(model, dynamic_window):
    made = [engine(model=model, dynamic_window=dynamic_window) for _ in range(2)]
    losses = [train(each)[0] for each in made]
    assert losses[0] == losses[1]
    np.testing.assert_array_equal(made[0].word_vecs, made[1].word_vecs)


def test_another_seed_gives_others():
    one, other = engine(), engine()
    w = one.settings.window_size
    one.train(words(), w, 300 - w, 0.05, np.random.default_rng(1))
    other.train(words(), w, 300 - w, 0.05, np.random.default_rng(2))
    assert not np.array_equal(one.output_vecs, other.output_vecs)


@pytest.mark.parametrize("model", ["cbow", "skip_gram"])
def test_words_that_are_not_used_stay_as_they_were(model):
    # ids from 40 on neither stand in the text nor can be drawn
    counts = np.where(np.arange(V) < 40, 5, 0)
    made = Engine(counts, Settings(vocab_size=V, seed=0, model=model))
    before = made.word_vecs.copy()
    made.train(words() % 40, 5, 295, 0.5, np.random.default_rng(0))
    np.testing.assert_array_equal(made.word_vecs[40:], before[40:])
    assert not made.output_vecs[40:].any()
    assert (made.word_vecs[:40] != before[:40]).any(axis=1).all()


def test_the_words_are_left_alone():
    made, text = engine(), words()
    made.train(text, 5, 295, 0.5, np.random.default_rng(0))
    np.testing.assert_array_equal(text, words())


def test_a_rate_that_is_far_too_large_is_told():
    corpus = words(3000)
    with pytest.raises(FloatingPointError):
        train_cbow(corpus, V, epochs=20, lr=1e4, seed=0, progress=False)


def test_batches_are_smaller_where_one_word_is_everywhere():
    def size(counts, **settings):
        return Engine(counts, Settings(vocab_size=len(counts), seed=0, **settings)).batch_size

    even, common = np.full(1000, 10), np.where(np.arange(1000) == 0, 2000, 10)
    assert size(even) == Engine.default_batch_size
    assert size(common, lr=0.06) == int(1.1 / (0.06 * 10 * 2000 / 11_990))
    assert size(common, lr=0.06, dynamic_window=True) > size(common, lr=0.06)
    assert size(common, lr=100.0) == 1
    assert size(common, batch_size=500) == 500


def test_a_long_run_has_smaller_blocks_and_more_negatives():
    counts = np.full(1000, 10)
    short, long = (Engine(counts, Settings(1000, seed=0, epochs=epochs)) for epochs in (10, 11))
    assert (short.batch_size, short.shared) == (Engine.default_batch_size, Engine.shared_negatives)
    assert (long.batch_size, long.shared) == Engine.long_run
    many = Settings(1000, seed=0, epochs=11, sample_size=50)
    assert Engine(counts, many).shared == 50


def test_too_few_words_for_the_negatives():
    with pytest.raises(ValueError, match="5 different negatives beside the target need"):
        Engine(np.array([3, 3, 3]), Settings(vocab_size=3, seed=0))


@pytest.mark.parametrize(
    ("train_model", "settings"),
    [
        (train_cbow, {}),
        (train_cbow, {"threads": 2}),
        (train_cbow, {"dynamic_window": True}),
        (train_skip_gram, {"dynamic_window": True}),
    ],
)
def test_words_of_one_group_become_neighbours(train_model, settings):
    corpus, word_to_id, _ = toy_treebank.load_data("train")
    trained = train_model(corpus, len(word_to_id), epochs=10, seed=0, progress=False, **settings)
    assert trained.engine == "compiled"
    unit = trained.word_vecs / np.linalg.norm(trained.word_vecs, axis=1, keepdims=True)
    similarity = unit @ unit.T
    np.fill_diagonal(similarity, -1)
    nearest = similarity.argmax(axis=1)
    share = {}
    for name, group in toy_treebank.GROUPS.items():
        ids = [word_to_id[word] for word in group if word in word_to_id]
        share[name] = np.mean(np.isin(nearest[ids], ids))
    assert min(share.values()) >= 0.4, share
    assert np.mean(list(share.values())) >= 0.9, share
