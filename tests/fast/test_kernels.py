"""The kernels compute what plain NumPy computes, block by block."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import chisquare

pytest.importorskip("numba")

from w2vlib.fast.batch_sampler import BatchSampler
from w2vlib.fast.kernels import (
    add,
    below,
    cbow_kernel,
    dot,
    dot4,
    draw_word,
    random_bits,
    sigmoid_in_place,
    skip_gram_kernel,
)

WIDTH = 16
V = 9
COUNTS = np.array([5, 9, 1, 3, 30, 2, 7, 4, 4])
LR = 0.02


def state_of(seed):
    return np.random.default_rng(seed).integers(1, 2**63, size=1, dtype=np.uint64)


def alias_table():
    share, table, others = BatchSampler(COUNTS, 0.75, 3).alias_table
    return share.astype(np.float32), table, others


def weights(rng):
    return rng.uniform(-1, 1, (2, V, WIDTH)).astype(np.float32)


def test_sigmoid_is_as_exact_as_it_says():
    x = np.linspace(-8, 8, 10_001, dtype=np.float32)
    came = x.copy()
    sigmoid_in_place(came)
    np.testing.assert_allclose(came, expit(x), atol=1e-5)
    far = np.array([-1000, -9, 9, 1000], dtype=np.float32)
    sigmoid_in_place(far)
    np.testing.assert_allclose(far, [0, 0, 1, 1], atol=4e-4)


def test_sigmoid_of_nan_is_nan():
    x = np.array([np.nan, 0], dtype=np.float32)
    sigmoid_in_place(x)
    assert np.isnan(x[0])
    assert x[1] == 0.5


def test_random_bits_do_not_come_again_soon():
    state = state_of(0)
    drawn = {int(random_bits(state)) for _ in range(10_000)}
    assert len(drawn) == 10_000


@pytest.mark.parametrize("n", [2, 5, 6])
def test_below_gives_each_number_as_often(n):
    state = state_of(1)
    came = np.bincount([below(state, n) for _ in range(30_000)], minlength=n)
    assert len(came) == n
    assert chisquare(came).pvalue > 1e-4  # a fixed seed: the same number in each run


def test_words_are_drawn_by_powered_frequency():
    state, table = state_of(2), alias_table()
    came = np.bincount([draw_word(state, *table) for _ in range(50_000)], minlength=V)
    p = COUNTS**0.75 / np.sum(COUNTS**0.75)
    assert chisquare(came, 50_000 * p).pvalue > 1e-4  # a fixed seed


def test_row_operations_are_what_their_names_say():
    rows = np.random.default_rng(0).standard_normal((5, WIDTH)).astype(np.float32)
    assert dot(rows[0], rows[1], WIDTH) == pytest.approx(rows[0] @ rows[1], rel=1e-5)
    np.testing.assert_allclose(dot4(rows[0], *rows[1:], WIDTH), rows[1:] @ rows[0], rtol=1e-5)
    to = rows[0].copy()
    add(to, np.float32(2), rows[1], WIDTH)
    np.testing.assert_allclose(to, rows[0] + 2 * rows[1], rtol=1e-5)


def cbow_in_numpy(words, first, last, W_in, W_out, w, dynamic, K, shared, B, state):
    """Blocks of targets with shared negatives, each word's turn written out."""
    table, losses = alias_table(), []
    W_in, W_out = W_in.astype(float), W_out.astype(float)
    for block, start in enumerate(range(first, last, B)):
        targets = range(start, min(start + B, last))
        negatives = [draw_word(state, *table) for _ in range(shared)]
        reach = [1 + below(state, w) if dynamic else w for _ in targets]
        N = W_out[negatives]
        dW_in, dW_out = np.zeros_like(W_in), np.zeros_like(W_out)
        steps = []
        for t, r in zip(targets, reach, strict=True):
            around = [*words[t - r : t], *words[t + 1 : t + r + 1]]
            h = W_in[around].mean(axis=0)
            is_other = np.array([word != words[t] for word in negatives])
            weight = is_other * K / max(is_other.sum(), 1)
            yes, no = W_out[words[t]] @ h, N @ h
            if block % 8 == 0:
                losses.append(np.logaddexp(0, -yes) + weight @ np.logaddexp(0, no))
            dyes, dno = expit(yes) - 1, weight * expit(no)
            np.add.at(dW_out, negatives, np.outer(dno, h))
            steps.append((words[t], around, h, dyes, dno @ N))
        W_out -= LR * dW_out
        # targets take their turns: one that comes again finds its row moved
        for target, around, h, dyes, dh in steps:
            np.add.at(dW_in, around, dh + dyes * W_out[target])
            W_out[target] -= LR * dyes * h
        W_in -= LR * dW_in
    return W_in, W_out, np.mean(losses)


@pytest.mark.parametrize("dynamic", [False, True])
@pytest.mark.parametrize(
    ("w", "K", "shared", "B", "N"),
    [(5, 5, 16, 8, 40), (1, 1, 1, 1, 12), (2, 3, 5, 7, 30), (3, 4, 4, 16, 15), (4, 2, 9, 3, 300)],
)
def test_cbow_kernel_does_what_numpy_does(w, K, shared, B, N, dynamic):
    rng = np.random.default_rng([w, K, B])
    words = rng.integers(0, V, N).astype(np.int32)
    W_in, W_out = weights(rng) / 4
    first, last = w, N - w
    expected = cbow_in_numpy(words, first, last, W_in, W_out, w, dynamic, K, shared, B, state_of(3))
    loss = cbow_kernel(WIDTH, 16)(
        words, first, last, W_in, W_out, *alias_table(), np.float32(LR), w, dynamic, K, shared, B,
        state_of(3),
    )  # fmt: skip
    np.testing.assert_allclose(W_in, expected[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(W_out, expected[1], rtol=1e-4, atol=1e-5)
    assert loss == pytest.approx(expected[2], rel=1e-3)


def skip_gram_in_numpy(words, first, last, W_in, W_out, w, dynamic, K, shared, state):
    """Targets one by one, against the words around them and negatives of all their pairs."""
    table, losses = alias_table(), []
    W_in, W_out = W_in.astype(float), W_out.astype(float)
    for t in range(first, last):
        r = 1 + below(state, w) if dynamic else w
        around = [*words[t - r : t], *words[t + 1 : t + r + 1]]
        drawn = [draw_word(state, *table) for _ in range(shared)]
        others = [word for word in drawn if word not in around]
        ids = [*around, *others]
        h = W_in[words[t]].copy()
        score = W_out[ids] @ h
        label = np.arange(len(ids)) < len(around)
        weight = np.where(label, 1, K * len(around) / max(len(others), 1))
        if t % 8 == 0:
            loss = np.sum(weight * np.logaddexp(0, np.where(label, -score, score)))
            losses.append((loss, len(around)))
        dscore = weight * (expit(score) - label)
        W_in[words[t]] -= LR * sum_of_rows(dscore, ids, h, W_out)
    total, pairs = np.sum(losses, axis=0)
    return W_in, W_out, total / pairs


def sum_of_rows(dscore, ids, h, W_out):
    """Go through the questions in turn: a word that comes twice has changed by then."""
    dh = np.zeros_like(h)
    for d, i in zip(dscore, ids, strict=True):
        dh += d * W_out[i]
        W_out[i] -= LR * d * h
    return dh


@pytest.mark.parametrize("dynamic", [False, True])
@pytest.mark.parametrize(("w", "K", "shared"), [(5, 5, 16), (1, 1, 1), (2, 3, 6)])
def test_skip_gram_kernel_does_what_numpy_does(w, K, shared, dynamic):
    rng = np.random.default_rng([w, K])
    words = rng.integers(0, V, 40).astype(np.int32)
    W_in, W_out = weights(rng) / 4
    first, last = w, 40 - w
    expected = skip_gram_in_numpy(
        words, first, last, W_in, W_out, w, dynamic, K, shared, state_of(4)
    )
    loss = skip_gram_kernel(WIDTH)(
        words, first, last, W_in, W_out, *alias_table(), np.float32(LR), w, dynamic, K, shared, 8,
        state_of(4),
    )  # fmt: skip
    np.testing.assert_allclose(W_in, expected[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(W_out, expected[1], rtol=1e-4, atol=1e-5)
    assert loss == pytest.approx(expected[2], rel=1e-3)
