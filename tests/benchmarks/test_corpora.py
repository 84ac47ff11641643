from pathlib import Path

import numpy as np
import pytest

from benchmarks.corpora import LINE, course_corpus, toy_corpus, zipf_corpus
from w2vlib import load_corpus, toy_treebank


def check(files):
    """The ids and the lines are the same text, and every id occurs."""
    ids = np.load(files.ids)
    assert ids.dtype == np.int32
    assert ids.shape == (files.tokens,)
    assert np.array_equal(np.unique(ids), np.arange(files.vocab_size))
    lines = Path(files.text).read_text(encoding="ascii").splitlines()
    assert [int(word) for line in lines for word in line.split()] == ids.tolist()
    assert all(len(line.split()) == LINE for line in lines[:-1])
    return ids


def test_the_courses_corpus(tmp_path):
    ids = check(course_corpus(tmp_path, 1_050))
    corpus, *_, title = load_corpus("auto")
    assert course_corpus(tmp_path, 1_050).title == title
    # other ids, but the same text
    assert len(np.unique(ids)) == len(np.unique(corpus[:1_050]))
    assert ids[0] == ids[corpus[:1_050] == corpus[0]][-1]


@pytest.mark.parametrize("tokens", [500, 200_000])
def test_a_toy_treebank(tmp_path, tokens):
    ids = check(toy_corpus(tmp_path, tokens, seed=3))
    same = toy_treebank.generate(tokens, seed=3)
    present = np.unique(same)
    assert np.array_equal(present[ids], same)


def test_zipf(tmp_path):
    ids = check(zipf_corpus(tmp_path, 50_000, 1_000))
    counts = np.bincount(ids)
    shares = 1 / np.arange(1, 1_001)
    expected = 1 + 49_000 * shares / shares.sum()
    # within six standard deviations
    assert (np.abs(counts - expected) < 6 * np.sqrt(expected)).all()


def test_every_word_occurs_so_there_must_be_room():
    with pytest.raises(ValueError, match="each of 10 words must occur"):
        zipf_corpus(None, 9, 10)
