import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from w2vlib.contexts import create_contexts_target
from w2vlib.preprocess import preprocess


@st.composite
def corpora_and_windows(draw):
    window_size = draw(st.integers(1, 4))
    dtype = draw(st.sampled_from([np.int64, np.int32, np.uint16]))
    length = draw(st.integers(2 * window_size + 1, 30))
    return draw(hnp.arrays(dtype, length, elements=st.integers(0, 10_000))), window_size


def test_a_sentence():
    corpus, word_to_id, _ = preprocess("you say goodbye and i say hello.")
    contexts, target = create_contexts_target(corpus)
    np.testing.assert_array_equal(contexts, [[0, 2], [1, 3], [2, 4], [3, 1], [4, 5], [1, 6]])
    np.testing.assert_array_equal(target, [1, 2, 3, 4, 1, 5])
    assert target[0] == target[4] == word_to_id["say"]


def test_a_wider_window():
    contexts, target = create_contexts_target(np.arange(10, 17), window_size=2)
    np.testing.assert_array_equal(contexts, [[10, 11, 13, 14], [11, 12, 14, 15], [12, 13, 15, 16]])
    np.testing.assert_array_equal(target, [12, 13, 14])


def test_the_first_row_with_a_window_of_five():
    # as one of the notebooks shows it for the Penn Treebank
    contexts, _ = create_contexts_target(np.arange(30), window_size=5)
    assert contexts[0].tolist() == [0, 1, 2, 3, 4, 6, 7, 8, 9, 10]


@given(corpora_and_windows())
def test_each_row_is_a_window_without_its_middle(example):
    corpus, w = example
    contexts, target = create_contexts_target(corpus, w)
    assert contexts.shape == (len(corpus) - 2 * w, 2 * w)
    assert target.shape == (len(corpus) - 2 * w,)
    assert contexts.dtype == target.dtype == corpus.dtype
    for row, word, start in zip(contexts, target, range(len(corpus)), strict=False):
        window = corpus[start : start + 2 * w + 1].tolist()
        assert window.pop(w) == word
        assert row.tolist() == window


@given(corpora_and_windows())
def test_results_are_the_callers_own(example):
    corpus, w = example
    before = corpus.copy()
    contexts, target = create_contexts_target(corpus, w)
    contexts[...], target[...] = 0, 0
    np.testing.assert_array_equal(corpus, before, err_msg="the corpus must not change with them")


@pytest.mark.parametrize("window_size", [1, 2, 5])
def test_a_corpus_as_long_as_its_window_gives_one_row(window_size):
    corpus = np.arange(2 * window_size + 1)
    contexts, target = create_contexts_target(corpus, window_size)
    np.testing.assert_array_equal(contexts, [np.delete(corpus, window_size)])
    np.testing.assert_array_equal(target, [window_size])


def test_a_corpus_may_be_a_list_or_have_a_step():
    corpus = np.arange(14)[::2]
    from_list = create_contexts_target(corpus.tolist(), 2)
    with_step = create_contexts_target(corpus, np.int64(2))
    for a, b in zip(from_list, with_step, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_short_corpus_is_refused():
    message = (
        "a window of 2 words on each side needs a corpus of at least 5 words, but this one has 4"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        create_contexts_target([0, 1, 2, 3], window_size=2)
    with pytest.raises(ValueError, match="corpus must hold at least one word id, but it is empty"):
        create_contexts_target([])


@pytest.mark.parametrize(
    ("corpus", "error", "message"),
    [
        ([0.0, 1.0, 2.0], TypeError, "corpus must hold integer word ids, but its dtype is float64"),
        (["you", "say", "."], TypeError, "corpus must hold integer word ids"),
        (
            [[0, 1], [2, 3]],
            ValueError,
            "must have shape (tokens,), but its shape is (2, 2)",
        ),
        ([0, -1, 2], IndexError, "but it holds -1"),
    ],
)
def test_what_is_no_corpus_is_refused(corpus, error, message):
    with pytest.raises(error, match=re.escape(message)):
        create_contexts_target(corpus)


@pytest.mark.parametrize(
    ("window_size", "error", "message"),
    [
        (0, ValueError, "window_size must be at least 1, but 0 came"),
        (-1, ValueError, "window_size must be at least 1, but -1 came"),
        (1.0, TypeError, "window_size must be a whole number, but 1.0 came"),
        (True, TypeError, "window_size must be a whole number, but True came"),
    ],
)
def test_what_is_no_window_size_is_refused(window_size, error, message):
    with pytest.raises(error, match=re.escape(message)):
        create_contexts_target([0, 1, 2], window_size)
