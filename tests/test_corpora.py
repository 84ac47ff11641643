"""Corpora by name."""

import pytest

from w2vlib import load_corpus, ptb


def test_text_file(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("You say goodbye and I say hello.", encoding="utf-8")
    corpus, word_to_id, id_to_word, title = load_corpus(str(path))
    assert corpus.tolist() == [0, 1, 2, 3, 4, 1, 5, 6]
    assert id_to_word[word_to_id["hello"]] == "hello"
    assert title == str(path)


def test_auto_falls_back_to_the_toy_treebank(monkeypatch):
    monkeypatch.setattr(ptb, "is_available", lambda: False)
    assert load_corpus()[3] == "the toy treebank"


def test_auto_takes_the_real_corpus_where_it_is(monkeypatch):
    monkeypatch.setattr(ptb, "is_available", lambda: True)
    monkeypatch.setattr(ptb, "load_data", lambda part: ([0], {"a": 0}, {0: "a"}))
    assert load_corpus() == ([0], {"a": 0}, {0: "a"}, "the Penn Treebank")


def test_no_such_file():
    with pytest.raises(FileNotFoundError, match="toy, ptb or a text file, but 'nowhere"):
        load_corpus("nowhere.txt")


def test_empty_file(tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(ValueError, match="empty"):
        load_corpus(str(path))


def test_not_text(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ValueError, match="must be a text file in UTF-8"):
        load_corpus(str(path))
