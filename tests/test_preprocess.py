import time

import numpy as np
import pytest

from w2vlib.preprocess import build_vocab, preprocess


def test_the_books_sentence_gives_the_books_ids():
    corpus, word_to_id, id_to_word = preprocess("You say goodbye and I say hello.")
    assert corpus.tolist() == [0, 1, 2, 3, 4, 1, 5, 6]
    assert list(word_to_id) == ["you", "say", "goodbye", "and", "i", "hello", "."]
    assert id_to_word == {id_: word for word, id_ in word_to_id.items()}
    assert corpus.dtype == np.int64


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one  two\tthree\nfour", ["one", "two", "three", "four"]),
        (" padded ", ["padded"]),
        ("end.Start", ["end", ".", "start"]),
        ("그는 말했다. 그는 갔다.", ["그는", "말했다", ".", "그는", "갔다", "."]),
    ],
)
def test_words_end_at_any_white_space_and_at_full_stops(text, words):
    corpus, _, id_to_word = preprocess(text)
    assert [id_to_word[id_] for id_ in corpus.tolist()] == words


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_a_text_without_words_is_refused(text):
    with pytest.raises(ValueError, match="at least one word"):
        preprocess(text)


@pytest.mark.parametrize("text", [None, 3, ["you", "say"], b"you say"])
def test_only_a_string_is_a_text(text):
    with pytest.raises(TypeError, match="text must be a string"):
        preprocess(text)


def test_build_vocab_numbers_words_by_first_appearance():
    corpus, word_to_id, id_to_word = build_vocab(iter(["b", "a", "b", "C"]))
    assert corpus.tolist() == [0, 1, 0, 2]
    assert word_to_id == {"b": 0, "a": 1, "C": 2}, "words are taken as they are"
    assert id_to_word == {0: "b", 1: "a", 2: "C"}


def test_build_vocab_refuses_no_words_and_a_bare_string():
    with pytest.raises(ValueError, match="at least one word"):
        build_vocab([])
    with pytest.raises(TypeError, match="use preprocess"):
        build_vocab("you say goodbye")


def test_a_million_tokens_take_well_under_five_seconds():
    words = [f"w{id_}" for id_ in range(10_000)] * 100
    start = time.perf_counter()
    corpus, _, _ = build_vocab(words)
    seconds = time.perf_counter() - start
    assert len(corpus) == 1_000_000
    assert seconds < 5, f"a million tokens took {seconds:.1f} s; 0.1 s is usual"
