"""HierarchicalSoftmaxLoss: a tree that is Huffman's, and a distribution that sums to 1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib import HierarchicalSoftmaxLoss, numerical_gradient, remove_duplicate
from w2vlib.hierarchical_softmax import huffman_paths

CORPUS = np.array([0, 1, 2, 3, 4, 1, 2, 3])

counts_of_words = st.lists(st.integers(0, 30), min_size=1, max_size=12)


def corpus_of(counts):
    """A corpus with these counts; the last word occurs, so that V is their number."""
    counts = np.array(counts)
    counts[-1] = max(counts[-1], 1)
    return np.repeat(np.arange(len(counts)), counts)


@st.composite
def batches(draw):
    """W, corpus, h and target of one batch."""
    corpus = corpus_of(draw(counts_of_words))
    V, H, B = corpus.max() + 1, draw(st.integers(1, 4)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    W, h = rng.standard_normal((V - 1, H)), rng.standard_normal((B, H))
    return W, corpus, h, rng.integers(0, V, B)


def paths_of(counts):
    """For each word, its path as a list of (inner node, answer)."""
    return [
        [(int(n), int(a)) for n, a in zip(nodes, answers, strict=True) if n >= 0]
        for nodes, answers in zip(*huffman_paths(counts), strict=True)
    ]


def probabilities(W, h, counts):
    """Return p(v) for each word and a single h, by walking down from the root."""
    y = 1 / (1 + np.exp(-(W @ h)))
    return np.array(
        [np.prod([y[n] if answer else 1 - y[n] for n, answer in path]) for path in paths_of(counts)]
    )


def lowest_total(counts):
    """Return the sum of count · path length in the best tree: what all joins weigh."""
    weights, total = sorted(counts), 0
    while len(weights) > 1:
        joined = weights[0] + weights[1]
        total += joined
        weights = sorted([joined, *weights[2:]])
    return total


# the tree ----------------------------------------------------------------------------


def test_tree_by_hand():
    # 0 and 1 are joined first (weight 3), then word 2 (3 as well, but a word) and node 0
    assert paths_of([1, 2, 3, 7]) == [
        [(2, 0), (1, 1), (0, 0)],
        [(2, 0), (1, 1), (0, 1)],
        [(2, 0), (1, 0)],
        [(2, 1)],
    ]


def test_equal_counts_make_the_balanced_tree_in_order():
    assert paths_of([5, 5, 5, 5]) == [
        [(2, 0), (0, 0)],
        [(2, 0), (0, 1)],
        [(2, 1), (1, 0)],
        [(2, 1), (1, 1)],
    ]


@given(counts_of_words)
def test_no_tree_is_shorter(counts):
    node, _ = huffman_paths(counts)
    assert np.sum(counts * np.count_nonzero(node >= 0, axis=1)) == lowest_total(counts)


@given(counts_of_words)
def test_each_inner_node_has_two_children_and_is_used(counts):
    V, paths = len(counts), paths_of(counts)
    assert len({tuple(path) for path in paths}) == V
    assert np.sum(0.5 ** np.array([len(path) for path in paths])) == 1  # no branch is missing
    steps = {step for path in paths for step in path}
    assert steps == {(inner, answer) for inner in range(V - 1) for answer in (0, 1)}
    assert all(path[0][0] == V - 2 for path in paths if path)  # from the root


@given(counts_of_words)
def test_a_rarer_word_never_has_the_shorter_path(counts):
    lengths = [len(path) for path in paths_of(counts)]
    for rare, long in zip(counts, lengths, strict=True):
        for common, short in zip(counts, lengths, strict=True):
            assert rare >= common or long >= short


def test_mean_path_is_within_one_of_the_entropy():
    counts = np.random.default_rng(0).zipf(1.3, 300) % 1000 + 1
    node, _ = huffman_paths(counts)
    P = counts / counts.sum()
    entropy = -np.sum(P * np.log2(P))
    assert entropy <= np.sum(P * np.count_nonzero(node >= 0, axis=1)) < entropy + 1


def test_a_single_word_has_no_questions():
    node, answer = huffman_paths([3])
    assert node.shape == answer.shape == (1, 0)


@pytest.mark.parametrize(
    ("counts", "error", "says"),
    [
        ([], ValueError, "at least one word, but it is empty"),
        ([[1, 2]], ValueError, r"counts must have shape \(V,\)"),
        ([1.0, 2.0], TypeError, "whole numbers, but its dtype is float64"),
        ([1, -2], ValueError, "at least 0, but -2 came"),
    ],
)
def test_wrong_counts_are_refused(counts, error, says):
    with pytest.raises(error, match=says):
        huffman_paths(counts)


# the loss ----------------------------------------------------------------------------


def test_by_hand():
    # paths: word 2 by the root alone; words 0 and 1 by the root and node 0
    W = np.array([[1.0, 0.0], [0.0, 2.0]])
    loss = HierarchicalSoftmaxLoss(W, np.array([0, 1, 2, 2, 2]))
    h = np.array([[3.0, 0.5]])  # scores: 3 at node 0, 1 at the root

    def sigmoid(s):
        return 1 / (1 + np.exp(-s))

    assert loss.path_length.tolist() == [2, 2, 1]
    assert loss.forward(h, np.array([2])) == pytest.approx(-np.log(sigmoid(1)))
    np.testing.assert_allclose(loss.backward(), [[0, 2 * (sigmoid(1) - 1)]])
    expected = -np.log(1 - sigmoid(1)) - np.log(sigmoid(3))
    assert loss.forward(h, np.array([1])) == pytest.approx(expected)
    np.testing.assert_allclose(loss.backward(), [[sigmoid(3) - 1, 2 * sigmoid(1)]])
    np.testing.assert_allclose(loss.grads[0], np.outer([sigmoid(3) - 1, sigmoid(1)], h[0]))


@given(batches())
def test_the_probabilities_of_all_words_sum_to_1(batch):
    W, corpus, h, _ = batch
    loss = HierarchicalSoftmaxLoss(W, corpus)
    p = [np.exp(-loss.forward(h[:1], np.array([word]))) for word in range(loss.vocab_size)]
    assert sum(p) == pytest.approx(1)
    np.testing.assert_allclose(p, probabilities(W, h[0], np.bincount(corpus)))


@given(batches())
def test_loss_is_the_mean_of_minus_log_p(batch):
    W, corpus, h, target = batch
    counts = np.bincount(corpus)
    p = [probabilities(W, row, counts)[word] for row, word in zip(h, target, strict=True)]
    loss = HierarchicalSoftmaxLoss(W, corpus).forward(h, target)
    assert loss == pytest.approx(-np.mean(np.log(p)))


@given(batches(), st.sampled_from([1, 0.5, -3.0]))
def test_gradients_are_those_of_central_differences(batch, dout):
    W, corpus, h, target = batch
    loss = HierarchicalSoftmaxLoss(W, corpus)
    loss.forward(h, target)
    dh = loss.backward(dout)
    dW = loss.grads[0].copy()

    def value(_):
        return dout * loss.forward(h, target)

    np.testing.assert_allclose(dh, numerical_gradient(value, h), atol=1e-7)
    np.testing.assert_allclose(dW, numerical_gradient(value, W), atol=1e-7)


def test_first_loss_counts_the_questions():
    corpus = corpus_of([1, 2, 3, 7])
    loss = HierarchicalSoftmaxLoss(np.zeros((3, 2)), corpus)
    questions = loss.path_length[corpus].mean()
    assert loss.forward(np.ones((13, 2)), corpus) == pytest.approx(questions * np.log(2))


def test_two_words_are_one_question():
    W, h = np.array([[2.0]]), np.array([[1.0], [1.0]])
    loss = HierarchicalSoftmaxLoss(W, np.array([0, 1, 1]))
    assert loss.path_length.tolist() == [1, 1]
    # word 1 is the heavier one: its answer is 1
    assert loss.forward(h[:1], np.array([1])) == pytest.approx(np.log(1 + np.exp(-2)))
    assert loss.forward(h[:1], np.array([0])) == pytest.approx(np.log(1 + np.exp(2)))


def test_a_single_word_costs_nothing():
    loss = HierarchicalSoftmaxLoss(np.zeros((0, 3)), np.array([0, 0]))
    assert loss.path_length.tolist() == [0]
    assert loss.forward(np.ones((2, 3)), np.array([0, 0])) == 0
    np.testing.assert_array_equal(loss.backward(), np.zeros((2, 3)))
    assert loss.grads[0].shape == (0, 3)


def test_words_that_never_occur_have_a_place_in_the_tree():
    loss = HierarchicalSoftmaxLoss(np.zeros((3, 1)), np.array([0, 0, 3]))
    p = [np.exp(-loss.forward(np.ones((1, 1)), np.array([word]))) for word in range(4)]
    np.testing.assert_allclose(p, [0.5, 0.125, 0.125, 0.25])


def test_the_same_corpus_gives_the_same_tree():
    corpus = np.random.default_rng(0).integers(0, 40, 200)
    first, second = (HierarchicalSoftmaxLoss(np.zeros((39, 2)), corpus) for _ in range(2))
    np.testing.assert_array_equal(first.node, second.node)
    np.testing.assert_array_equal(first.answer, second.answer)


# as a layer --------------------------------------------------------------------------


def test_gradient_steps_find_the_frequencies():
    # with h = 1 for all, the best a model can do is to learn how often each word comes
    counts = np.array([1, 3, 8, 4])
    corpus = corpus_of(counts)
    W, h = np.zeros((3, 1)), np.ones((len(corpus), 1))
    loss = HierarchicalSoftmaxLoss(W, corpus)
    for _ in range(500):
        last = loss.forward(h, corpus)
        loss.backward()
        W -= loss.grads[0]
    P = counts / counts.sum()
    np.testing.assert_allclose(probabilities(W, h[0], counts), P, atol=1e-4)
    assert last == pytest.approx(-np.sum(P * np.log(P)), abs=1e-6)


def test_params_and_grads_keep_the_layers_convention():
    W = np.random.default_rng(0).standard_normal((4, 3))
    loss = HierarchicalSoftmaxLoss(W, CORPUS)
    assert len(loss.params) == len(loss.grads) == 1
    assert loss.params[0] is W
    params, grads = remove_duplicate(loss.params, loss.grads)
    assert params[0] is W
    assert grads[0] is loss.grads[0]


def test_a_second_batch_starts_at_zero_in_the_same_array():
    loss = HierarchicalSoftmaxLoss(np.zeros((4, 2)), CORPUS)
    (dW,) = loss.grads
    for h in np.eye(2):
        loss.forward(h[np.newaxis], np.array([1]))
        loss.backward()
    assert loss.grads[0] is dW
    assert not dW[:, 0].any()
    assert np.count_nonzero(dW[:, 1]) == loss.path_length[1]


def test_inputs_stay():
    rng = np.random.default_rng(0)
    W, h, target = rng.standard_normal((4, 3)), rng.standard_normal((2, 3)), np.array([1, 4])
    given_ = [array.copy() for array in (W, h, target, CORPUS)]
    loss = HierarchicalSoftmaxLoss(W, CORPUS)
    loss.forward(h, target)
    loss.backward()
    for came, before in zip((W, h, target, CORPUS), given_, strict=True):
        np.testing.assert_array_equal(came, before)


def test_float32_stays_float32():
    loss = HierarchicalSoftmaxLoss(np.ones((4, 3), dtype=np.float32), CORPUS)
    loss.forward(np.ones((2, 3), dtype=np.float32), np.array([1, 4]))
    assert loss.backward(0.5).dtype == np.float32
    assert loss.grads[0].dtype == np.float32


def test_large_scores_do_not_overflow():
    loss = HierarchicalSoftmaxLoss(np.array([[1.0]]), np.array([0, 1, 1]))
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert loss.forward(np.array([[1000.0]]), np.array([1])) == 0
        assert loss.forward(np.array([[1000.0]]), np.array([0])) == 1000
        np.testing.assert_array_equal(loss.backward(), [[1]])


@pytest.mark.parametrize("rows", [0, 3, 5])
def test_w_needs_a_row_for_each_inner_node(rows):
    with pytest.raises(ValueError, match=f"4 inner nodes .* 5 words, but it has {rows} rows"):
        HierarchicalSoftmaxLoss(np.zeros((rows, 3)), CORPUS)


@pytest.mark.parametrize(
    ("corpus", "error", "says"),
    [
        (np.array([], dtype=int), ValueError, "at least one word id"),
        (np.array([0.0, 1.0]), TypeError, "integer word ids"),
        (np.array([0, -1]), IndexError, "it holds -1"),
    ],
)
def test_wrong_corpora_are_refused(corpus, error, says):
    with pytest.raises(error, match=says):
        HierarchicalSoftmaxLoss(np.zeros((1, 3)), corpus)


@pytest.mark.parametrize(
    ("h", "target", "error", "says"),
    [
        (np.ones((3, 3)), np.array([1, 2]), ValueError, r"h must have shape \(2, 3\)"),
        (np.ones((2, 4)), np.array([1, 2]), ValueError, r"h must have shape \(2, 3\)"),
        (np.ones(3), np.array([1]), ValueError, r"h must have shape \(1, 3\)"),
        (np.ones((1, 3)), np.array([[1]]), ValueError, r"target must have shape \(B,\)"),
        (np.ones((1, 3)), np.array([5]), IndexError, "ids from 0 to 4, but it holds 5"),
        (np.ones((1, 3)), np.array([-1]), IndexError, "ids from 0 to 4, but it holds -1"),
        (np.ones((1, 3)), np.array([1.0]), TypeError, "integer word ids"),
        (np.ones((0, 3)), np.array([], dtype=int), ValueError, "at least one word id"),
    ],
)
def test_wrong_batches_are_refused(h, target, error, says):
    with pytest.raises(error, match=says):
        HierarchicalSoftmaxLoss(np.zeros((4, 3)), CORPUS).forward(h, target)


def test_backward_needs_forward():
    with pytest.raises(RuntimeError, match="forward before backward"):
        HierarchicalSoftmaxLoss(np.zeros((4, 3)), CORPUS).backward()
