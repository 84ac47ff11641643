"""What the book's quizzes say of NumPy, of numbers and of the course's code is so."""

from collections import Counter

import numpy as np
import pytest

from w2vlib import (
    CBOW,
    SGD,
    Adam,
    Embedding,
    EmbeddingDot,
    HierarchicalSoftmaxLoss,
    NegativeSamplingLoss,
    SigmoidWithLoss,
    SkipGram,
    create_contexts_target,
    remove_duplicate,
)
from w2vlib.check.misconceptions.training import EpsInsideRoot
from w2vlib.drive.counting import python_steps
from w2vlib.simple_cbow import SimpleCBOW


class TestFancyIndexing:
    def test_shapes(self):
        W, contexts = np.zeros((10_000, 50)), np.zeros((100, 10), dtype=int)
        assert W[contexts].shape == (100, 10, 50)
        with pytest.raises(IndexError, match="too many indices"):
            W[1, 0, 3]

    def test_view_and_copy(self):
        W = np.ones((7, 3))
        a, b = W[5], W[[5]]
        W[5] = 0
        assert not a.any()
        assert b.all()

    def test_add_to_rows(self):
        wanted = np.zeros((4, 4))
        wanted[1] = wanted[3] = 100

        def add(code):
            W = np.zeros((4, 4))
            exec(code, {"W": W})
            return W

        assert (add("W[[1, 3]] += 100") == wanted).all()
        assert not add("rows = W[[1, 3]]; rows += 100").any()
        assert not add("W[[1, 3]][:] += 100").any()
        assert np.count_nonzero(add("W[1, 3] += 100")) == 1

    def test_counts(self):
        counts = np.zeros(5, dtype=int)
        counts[[2, 0, 2, 2]] += 1
        assert counts[2] == 1
        assert len(np.bincount([0, 1, 3, 1])) == 4
        _, by_unique = np.unique([0, 1, 3, 1], return_counts=True)
        assert len(by_unique) == 3
        assert by_unique[2] == 1


class TestRandomChoice:
    def test_ten_of_ten(self):
        drawn = np.random.choice(10, size=10, replace=False)
        assert sorted(drawn.tolist()) == list(range(10))
        with pytest.raises(ValueError, match="larger sample"):
            np.random.choice(10, size=11, replace=False)

    def test_sixteen_to_the_power(self):
        assert 16**0.75 == 8

    def test_second_word(self):
        assert np.isclose(0.3 / (0.3 + 0.2), 0.6)
        rng = np.random.default_rng(0)
        p = [0.5, 0.3, 0.2]
        pairs = [rng.choice(3, 2, replace=False, p=p) for _ in range(10_000)]
        seconds = [second for first, second in pairs if first == 0]
        assert abs(np.mean(np.equal(seconds, 1)) - 0.6) < 0.05

    def test_counter(self):
        assert list(Counter([2, 2, 2, 0, 1]).values()) == [3, 1, 1]


class TestBottleneck:
    def test_shape_of_contexts(self):
        contexts, _ = create_contexts_target(np.arange(1000), 5)
        assert contexts.shape == (990, 10)
        assert len([offset for offset in range(-5, 5) if offset]) == 9

    def test_first_loss_of_softmax(self):
        assert round(np.log(10_000), 1) == 9.2
        assert round(np.log(2), 1) == 0.7
        V = 50
        model = SimpleCBOW(V, 10, window_size=1, rng=np.random.default_rng(0))
        one_hot = np.eye(V)
        x, t = one_hot[np.arange(20).reshape(10, 2)], one_hot[np.arange(10)]
        assert abs(model.forward(x, t) - np.log(V)) < 0.01


class TestEmbedding:
    def test_repeated_ids(self):
        layer = Embedding(np.zeros((3, 1)))
        layer.forward(np.array([1] * 9))
        layer.backward(np.arange(9.0).reshape(9, 1))
        assert layer.grads[0][1] == np.arange(9).sum()

    def test_read_add_write(self):
        dW = np.array([7.0, 0.0])
        dW[[0, 0]] += [10, 100]
        assert dW[0] == 107
        dW = np.array([7.0, 0.0])
        np.add.at(dW, [0, 0], [10, 100])
        assert dW[0] == 117

    @pytest.mark.parametrize("index", [..., slice(None)])
    def test_a_list_is_no_array(self, index):
        grads = [np.zeros(3)]
        with pytest.raises(TypeError):
            grads[index] = 0


class TestEmbeddingDot:
    def test_gradient_of_a_score(self):
        layer = SigmoidWithLoss()
        scores, labels = np.zeros(50), np.zeros(50, dtype=int)
        scores[0], labels[0] = np.log(0.8 / 0.2), 1
        layer.forward(scores, labels)
        assert np.isclose(layer.backward()[0], -0.004)
        assert np.isclose(0.8 / 50, 0.016)

    def test_columns_for_rows(self):
        product = np.array([1, 2, 3, 4]) * np.ones((4, 4))
        assert (product[:, 2] == 3).all()

    def test_scores_on_the_diagonal(self):
        rng = np.random.default_rng(0)
        W, h, idx = rng.random((5, 3)), rng.random((4, 3)), np.array([1, 4, 0, 1])
        assert np.allclose(np.diag(h @ W[idx].T), EmbeddingDot(W).forward(h, idx))


class TestUnigramSampler:
    def test_zeroed_for_good(self):
        word_p = np.full(5, 0.2)
        for answer in (1, 3, 0):
            p = word_p
            p[answer] = 0
            p /= p.sum()
        assert word_p.tolist() == [0, 0, 0.5, 0, 0.5]

    def test_standard_deviation(self):
        assert np.isclose(np.sqrt(10_000 * 0.1 * 0.9), 30)


class TestNegativeSamplingLoss:
    def test_first_loss(self):
        assert [round(x, 1) for x in (6 * np.log(2), 5 * np.log(2))] == [4.2, 3.5]
        loss = NegativeSamplingLoss(np.zeros((8, 3)), np.arange(8), sample_size=5)
        assert np.isclose(loss.forward(np.ones((4, 3)), np.arange(4)), 6 * np.log(2))

    def test_a_negative_with_a_small_score(self):
        assert 0 < 1 / (1 + np.exp(8)) < 0.001

    def test_rows_with_a_gradient(self):
        loss = NegativeSamplingLoss(np.zeros((50, 3)), np.arange(50), sample_size=5)
        loss.forward(np.ones((1, 3)), np.array([7]))
        loss.backward()
        assert np.count_nonzero(sum(loss.grads).any(axis=1)) == 6


class TestCBOW:
    def test_plus_one_over_n(self):
        rng = np.random.default_rng(0)
        one, other = 0.01 * rng.standard_normal((2, 2, 100))
        h = np.array([one.sum(axis=0) + 1 / 2, other.sum(axis=0) + 1 / 2])
        h /= np.linalg.norm(h, axis=1, keepdims=True)
        assert h[0] @ h[1] > 0.99

    def test_arrays_in_params(self):
        model = CBOW(30, 4, 5, np.arange(30))
        assert len(model.params) == 16
        assert len({id(param) for param in model.params}) == 2

    def test_large_first_weights(self):
        assert round(4 * np.log(2), 1) == 2.8
        loss = NegativeSamplingLoss(np.full((5, 100), 0.5), np.arange(5), sample_size=3)
        assert loss.forward(np.full((1, 100), 0.5), np.array([1])) > 40


class TestTraining:
    def test_first_steps_of_adam(self):
        weights = np.zeros(2)
        Adam(lr=0.1).update([weights], [np.array([0.001, 1000.0])])
        assert np.allclose(np.abs(weights), 0.1, rtol=1e-2)

    @pytest.mark.parametrize(("optimizer", "factor"), [(SGD, 1), (Adam, 10)])
    def test_not_merged(self, optimizer, factor):
        merged, unmerged = np.zeros(1), np.zeros(1)
        parts = [np.array([0.5])] * 10
        optimizer(lr=0.1).update(*remove_duplicate([merged] * 10, parts))
        optimizer(lr=0.1).update([unmerged] * 10, parts)
        assert np.isclose(unmerged[0] / merged[0], factor, rtol=1e-3)

    def test_inside_the_root(self):
        outside, inside = np.zeros(1), np.zeros(1)
        Adam().update([outside], [np.array([1e-5])])
        EpsInsideRoot().update([inside], [np.array([1e-5])])
        assert 0.0005 < inside[0] / outside[0] < 0.002
        assert np.isclose(0.001 * 1e-5**2, 1e-13)


class TestWordVectors:
    def test_what_stays_when_a_row_grows(self):
        x, y = np.array([1.0, 2.0]), np.array([3.0, 1.0])

        def cosine(x, y):
            return x @ y / np.linalg.norm(x) / np.linalg.norm(y)

        assert np.isclose(cosine(3 * x, y), cosine(x, y))
        assert not np.isclose(np.linalg.norm(3 * x - y), np.linalg.norm(x - y))

    def test_argsort_begins_with_the_smallest(self):
        assert np.argsort([0.3, 1.0, -0.2]).tolist() == [2, 0, 1]


class TestFaster:
    def test_amdahl(self):
        assert round(1 / (0.6 + 0.04), 1) == 1.6
        assert round(1 / (1 - 0.4), 1) == 1.7

    def test_vectorize_is_a_loop(self):
        steps = [python_steps(lambda n=n: np.vectorize(abs_of)(np.ones(n))) for n in (100, 1100)]
        assert steps[1] - steps[0] >= 1000


def abs_of(number):
    return -number if number < 0 else number


class TestBeyond:
    def test_first_loss_of_skip_gram(self):
        corpus = np.arange(40)
        model = SkipGram(40, 5, 2, corpus, sample_size=3)
        contexts, target = create_contexts_target(corpus, 2)
        assert abs(model.forward(contexts, target) - 16 * np.log(2)) < 0.01

    def test_tree_of_a_thousand(self):
        tree = HierarchicalSoftmaxLoss(np.zeros((999, 1)), np.arange(1000))
        assert 9.5 < tree.path_length.mean() < 10.5
        with pytest.raises(ValueError, match="999"):
            HierarchicalSoftmaxLoss(np.zeros((1000, 1)), np.arange(1000))
