"""Batch sizes at which training is steady, whatever the text."""

import numpy as np
import pytest

from w2vlib.fast import Settings
from w2vlib.fast.batch_size import STEADY, steady_batch_size
from w2vlib.fast.layers import Engine as Layers
from w2vlib.fast.vectorized import Engine as Vectorized


def size(counts, lr=0.1, most=200, **settings):
    counts = np.asarray(counts)
    return steady_batch_size(counts, Settings(vocab_size=len(counts), **settings), lr, most)


def test_by_hand():
    # power 1: the common word is half of the text, and 2 negatives hit it once on average
    assert size([10, 5, 5], sample_size=2, power=1) == int(STEADY / (0.1 * 1.5))
    # it cannot be among the negatives of one target twice
    assert size([10, 5, 5], sample_size=9, power=1) == int(STEADY / (0.1 * 1.5))


def test_the_larger_the_vocabulary_the_larger_the_batch():
    sizes = [size(np.full(V, 7), most=10**6) for V in (5, 10, 100, 1000)]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 50 * sizes[0]


def test_it_keeps_its_bounds():
    assert size(np.full(10_000, 7), most=200) == 200
    assert size([5, 5], lr=1e6, sample_size=1) == 1


def zipf(V):
    p = 1 / np.arange(1, V + 1)
    return np.random.default_rng(0).choice(V, size=20_000, p=p / p.sum())


@pytest.mark.parametrize(
    ("words", "K"),
    [
        (np.tile([0, 1, 2], 7000), 2),
        (np.random.default_rng(0).integers(0, 10, 20_000), 5),
        (np.tile([0, 1, 2, 3, 4, 1, 5, 6], 2500), 5),
        (zipf(20), 5),
        (zipf(200), 5),
        (zipf(2000), 20),
    ],
)
def test_training_is_steady_by_default(words, K):
    words = words.astype(np.int32)
    settings = Settings(
        vocab_size=int(words.max()) + 1, hidden_size=30, sample_size=K, window_size=3, seed=0
    )
    engine = Vectorized(np.bincount(words), settings)
    first = 4
    losses = [
        engine.train(words, first, len(words) - 3, 0.1, np.random.default_rng([1, epoch]))[0]
        for epoch in range(4)
    ]
    assert max(losses) <= (K + 1) * np.log(2)
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("engine_class", [Layers, Vectorized])
def test_engines_ask_for_it_only_where_no_size_was_given(engine_class):
    counts, small = np.full(10, 7), {"vocab_size": 10, "hidden_size": 2}
    default, most = engine_class.default_lr, engine_class.default_batch_size
    own = engine_class(counts, Settings(**small)).batch_size
    assert own == size(counts, default, most) < most
    slower = engine_class(counts, Settings(**small, lr=default / 2)).batch_size
    assert slower == size(counts, default / 2, most) > own
    assert engine_class(counts, Settings(**small, batch_size=500)).batch_size == 500
