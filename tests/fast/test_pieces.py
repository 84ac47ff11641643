"""Pieces: every target once, with all of its window, and little memory."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib import create_contexts_target
from w2vlib.fast import pieces as module
from w2vlib.fast.pieces import Pieces, as_corpus, count_words, give_back


@given(st.integers(1, 3), st.integers(1, 9), st.integers(0, 30))
def test_the_pieces_have_the_examples_of_chapter_03(window_size, piece_words, more):
    corpus = np.random.default_rng(more).integers(0, 9, 2 * window_size + 1 + more)
    pieces = Pieces(corpus, window_size, piece_words)
    examples = []
    for piece in range(pieces.per_epoch):
        words = pieces.words(piece)
        assert words.dtype == np.int32
        contexts, target = create_contexts_target(words, window_size)
        assert len(target) == pieces.size(piece) <= piece_words
        examples += np.column_stack([contexts, target]).tolist()
    contexts, target = create_contexts_target(corpus, window_size)
    assert examples == np.column_stack([contexts, target]).tolist()
    assert pieces.targets == len(target)


def test_a_piece_is_a_copy():
    corpus = np.arange(10, dtype=np.int32)
    Pieces(corpus, 1, 4).words(0)[...] = 0
    assert corpus.tolist() == list(range(10))


def test_a_thinned_piece():
    corpus = np.tile([0, 1, 2], 10)
    words = Pieces(corpus, 1, 20).words(0, np.array([1.0, 0.0, 1.0]), np.random.default_rng(0))
    assert words.tolist() == [0, 2] * 7 + [0]


def test_too_short():
    with pytest.raises(
        ValueError, match="5 words on each side needs a corpus of at least 11 words"
    ):
        Pieces(np.arange(10), 5, 100)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.int32, np.int64, np.uint64])
@pytest.mark.parametrize("block", [1, 7, 1000])
def test_count_words(monkeypatch, dtype, block):
    monkeypatch.setattr(module, "BLOCK", block)
    corpus = np.random.default_rng(0).integers(0, 12, 100).astype(dtype)
    corpus[50] = 20
    counts, checksum = count_words(corpus)
    np.testing.assert_array_equal(counts, np.bincount(corpus.astype(np.int64)))
    assert count_words(corpus, 30)[0].tolist() == [*counts, *[0] * 9]
    assert count_words(corpus.astype(np.int64))[1] == checksum, "the type is no other corpus"
    assert count_words(corpus[::-1])[1] != checksum


def test_ids_that_are_none():
    with pytest.raises(IndexError, match="ids from 0 to 6, but it holds 7"):
        count_words(np.array([0, 7]), 7)
    with pytest.raises(IndexError, match="ids from 0 to 2147483647, but it holds -1"):
        count_words(np.array([0, -1]))
    with pytest.raises(IndexError, match="but it holds 1099511627776"):
        count_words(np.array([0, 2**40]))


@pytest.mark.parametrize(
    ("corpus", "error", "says"),
    [
        ([], ValueError, "at least one word id, but it is empty"),
        ([[1, 2]], ValueError, r"shape \(tokens,\), but its shape is \(1, 2\)"),
        ([0.5, 1], TypeError, "integer word ids, but its dtype is float64"),
        (["a"], TypeError, "integer word ids, but its dtype is <U1"),
        ([True], TypeError, "integer word ids, but its dtype is bool"),
    ],
)
def test_what_is_no_corpus(corpus, error, says):
    with pytest.raises(error, match=says):
        as_corpus(corpus)


def mapped(tmp_path, words, mode="r"):
    path = tmp_path / f"{words}.npy"
    np.save(path, np.random.default_rng(0).integers(0, 50, words, dtype=np.int16))
    return np.load(path, mmap_mode=mode)


def test_counting_a_mapped_file_takes_memory_for_one_block(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 1000)
    corpora = [mapped(tmp_path, words) for words in (10_000, 500_000)]
    peaks = []
    for corpus in corpora:
        count_words(corpus[:1001])  # what is only done once
        tracemalloc.start()
        count_words(corpus)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2000, "a copy would take a megabyte"


@pytest.mark.parametrize("mode", ["r", "r+", "c"])
def test_pages_that_were_given_back_are_still_what_they_were(tmp_path, mode):
    corpus = mapped(tmp_path, 10_000, mode)
    if mode != "r":
        corpus[5000:] = 3
    before = corpus.tolist()
    give_back(corpus[100:])
    assert corpus.tolist() == before


def test_giving_back_pages_frees_memory(tmp_path):
    corpus = mapped(tmp_path, 4_000_000)
    if not hasattr(corpus._mmap, "madvise"):
        pytest.skip("this system cannot be told")

    def resident():
        with open("/proc/self/smaps_rollup") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Rss"))

    try:
        resident()
    except OSError:
        pytest.skip("this system does not say what is in memory")
    corpus.sum()
    held = resident()
    give_back(corpus)
    assert resident() < held - 4000  # of the 7,800 kB that were read
