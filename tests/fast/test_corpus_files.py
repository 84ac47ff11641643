"""Text files as ids on disk: the words of preprocess, whatever the size of the blocks."""

import signal
import subprocess
import sys
import textwrap
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from w2vlib import load_corpus
from w2vlib.fast import corpus_files as module
from w2vlib.fast import train_cbow
from w2vlib.fast.corpus_files import cached_corpus, encode_file, load_encoded

TEXT = "You say goodbye.\r\nAnd I say hello.\n\nÜber 안녕 ΟΔΟΣ ΣΑΣ.Σ x.y <unk> say\n"


def encode(path, *choices):
    return encode_file(path, path.with_suffix(".npy"), *choices, progress=False)


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.mark.parametrize("block", [4, 5, 7, 1000])
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
def test_same_as_load_corpus(text, monkeypatch, block, begin):
    monkeypatch.setattr(module, "BLOCK", block)
    text.write_bytes(begin + TEXT.encode())
    corpus, word_to_id, id_to_word = encode(text)
    expected = load_corpus(str(text))
    np.testing.assert_array_equal(corpus, expected[0])
    assert word_to_id == expected[1]
    assert list(word_to_id) == list(expected[1])
    assert id_to_word == expected[2]


letters = st.text(st.sampled_from("aB.Σσ \t\n\r\x1c\x85\u2028\u00a0é안\U0001f600"), max_size=60)


@given(letters.filter(str.strip), st.integers(1, 12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_any_blocks(tmp_path_factory, text, block):
    path = tmp_path_factory.mktemp("any") / "text.txt"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        corpus, word_to_id, _ = encode(path)
    expected, expected_ids, *_ = load_corpus(str(path))
    assert (corpus.tolist(), word_to_id) == (expected.tolist(), expected_ids)


def test_the_ids_are_mapped_and_train(text):
    corpus, word_to_id, _ = encode(text)
    assert isinstance(corpus, np.memmap)
    assert (corpus.dtype, corpus.mode) == (np.int32, "r")
    trained = train_cbow(
        corpus, len(word_to_id), 4, 1, 2, epochs=1, engine="vectorized", progress=False
    )
    assert trained.word_vecs.shape == (len(word_to_id), 4)


def test_opened_again(text):
    corpus, word_to_id, id_to_word = encode(text, 2)
    again = load_encoded(text.with_suffix(".npy"))
    assert isinstance(again[0], np.memmap)
    np.testing.assert_array_equal(again[0], corpus)
    assert again[1:] == (word_to_id, id_to_word)


# <unk> -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ((1,), "b a c a d a b e c"),
        ((2,), "b a c a <unk> a b <unk> c"),
        ((3,), "<unk> a <unk> a <unk> a <unk> <unk> <unk>"),
        ((1, 5), "b a c a d a b e c"),
        ((1, 4), "b a c a <unk> a b <unk> c"),
        ((1, 3), "b a <unk> a <unk> a b <unk> <unk>"),  # b and c are equally frequent, b is first
        ((1, 2), "<unk> a <unk> a <unk> a <unk> <unk> <unk>"),
        ((2, 4), "b a c a <unk> a b <unk> c"),
        ((2, 3), "b a <unk> a <unk> a b <unk> <unk>"),
    ],
)
def test_rare_words(text, choices, expected):
    text.write_text("b a c a d a b e c")
    corpus, word_to_id, id_to_word = encode(text, *choices)
    assert " ".join(id_to_word[i] for i in corpus.tolist()) == expected
    assert list(word_to_id) == list(dict.fromkeys(expected.split())), "order of appearance"


def test_unk_in_the_text_is_the_same_word(text):
    text.write_text("a <unk> a b <UNK> a")
    corpus, word_to_id, _ = encode(text, 2)
    assert corpus.tolist() == [0, 1, 0, 1, 1, 0]
    assert word_to_id == {"a": 0, "<unk>": 1}
    assert list(encode(text, 1, 2)[1]) == ["a", "<unk>"]


# What goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize("block", [1, 3, 1000])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xef\xbb\xbfyou say \xff hello", "byte 11 is 0xff: invalid start byte"),
        (b"you \xe2\x82", "byte 4 is 0xe2: unexpected end of data"),
        (b"you \xe2\x82 say", "byte 4 is 0xe2: invalid continuation byte"),
        (b"\x80", "byte 0 is 0x80: invalid start byte"),
    ],
)
def test_not_utf8(text, monkeypatch, block, data, says):
    monkeypatch.setattr(module, "BLOCK", block)
    text.write_bytes(data)
    with pytest.raises(ValueError, match=rf"text\.txt must be a text file in UTF-8, but {says}"):
        encode(text)
    assert [file.name for file in text.parent.iterdir()] == ["text.txt"]


@pytest.mark.parametrize("data", ["", " \n\t\n ", "\ufeff"])
def test_no_word(text, data):
    text.write_text(data, encoding="utf-8")
    with pytest.raises(ValueError, match=r"text\.txt must hold at least one word"):
        encode(text)


def test_no_white_space(text, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 10)
    monkeypatch.setattr(module, "LONGEST_WORD", 30)
    text.write_text("a word, and " + "x" * 30 + " one")
    assert len(encode(text)[0]) == 5
    text.write_text("a word, and " + "x" * 70)
    with pytest.raises(ValueError, match="more than 30 letters without any came before byte 50"):
        encode(text)


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"path": "nowhere.txt"}, FileNotFoundError, "nowhere.txt"),
        ({"path": "."}, IsADirectoryError, "directory"),
        ({"out": "ids.bin"}, ValueError, r"out must end in \.npy, but ids\.bin came"),
        ({"out": "no/ids.npy"}, FileNotFoundError, "out: there is no folder no"),
        ({"min_count": 0}, ValueError, "min_count must be at least 1, but 0 came"),
        ({"max_vocab": 1}, ValueError, "max_vocab must be at least 2, but 1 came"),
        ({"max_vocab": 2.5}, TypeError, r"max_vocab must be a whole number, but 2\.5 came"),
    ],
)
def test_what_cannot_be(text, monkeypatch, change, error, says):
    monkeypatch.chdir(text.parent)
    with pytest.raises(error, match=says):
        encode_file(**{"path": text, "out": "ids.npy", "progress": False, **change})
    assert [file.name for file in text.parent.iterdir()] == ["text.txt"]


@pytest.mark.parametrize("change", ["a new word", ""])
def test_a_text_that_changes_meanwhile(text, monkeypatch, change):
    vocabulary = module._vocabulary

    def and_change(*args):
        text.write_text(TEXT + change if change else TEXT[:20])
        return vocabulary(*args)

    monkeypatch.setattr(module, "_vocabulary", and_change)
    with pytest.raises(ValueError, match=r"text\.txt changed while it was read"):
        encode(text)
    assert [file.name for file in text.parent.iterdir()] == ["text.txt"]


def test_ids_and_vocabulary_must_belong_together(text):
    out = text.with_suffix(".npy")
    encode(text, 2)
    vocab = text.with_suffix(".vocab.json")
    other = vocab.read_bytes()
    encode(text)
    vocab.write_bytes(other)
    with pytest.raises(ValueError, match=r"text\.npy is damaged: its ids are not those"):
        load_encoded(out)
    vocab.write_text("{")
    with pytest.raises(ValueError, match=r"text\.vocab\.json is damaged"):
        load_encoded(out)
    vocab.write_text("[]")
    with pytest.raises(ValueError, match="should hold an object"):
        load_encoded(out)
    vocab.unlink()
    with pytest.raises(FileNotFoundError, match=r"its vocabulary in .*text\.vocab\.json"):
        load_encoded(out)


@pytest.mark.parametrize("content", [b"", b"no array", b"\x93NUMPY\x01\x00"])
def test_damaged_ids(text, content):
    encode(text)
    text.with_suffix(".npy").write_bytes(content)
    with pytest.raises(ValueError, match=r"text\.npy is damaged: .* Encode the text anew"):
        load_encoded(text.with_suffix(".npy"))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_halfway_leaves_the_old_ones(text):
    before, *_ = encode(text)
    before = before.tolist()
    program = textwrap.dedent(
        """
        import os, signal, sys
        import numpy as np
        from w2vlib.fast.corpus_files import encode_file

        def killed(*args, **kwargs):
            os.kill(os.getpid(), signal.SIGKILL)

        np.fromiter = killed  # in the second pass
        encode_file(sys.argv[1], sys.argv[2], progress=False)
        """
    )
    text.write_text("another text")
    out = text.with_suffix(".npy")
    done = subprocess.run([sys.executable, "-c", program, str(text), str(out)])
    assert done.returncode == -signal.SIGKILL
    assert load_encoded(out)[0].tolist() == before


# Memory, progress, cache -----------------------------------------------------------------


def test_memory_is_that_of_the_vocabulary(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 4096)
    peaks = []
    for lines in (200, 10_000):
        path = tmp_path / f"{lines}.txt"
        path.write_text("You say goodbye and I say hello, 안녕.\n" * lines, encoding="utf-8")
        encode(path)  # what is only done once
        tracemalloc.start()
        encode(path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 20_000, "the text is 400 kB longer, its ids 360 kB"


def test_the_bar_counts_the_bytes_of_both_readings(text, capsys):
    encode_file(text, text.with_suffix(".npy"))
    out, err = capsys.readouterr()
    size = 2 * len(TEXT.encode())
    assert f"{size}/{size}" in out
    assert "reading text.txt" in out
    assert err == ""


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("W2V_CACHE_DIR", str(folder))
    return folder


def test_the_cache_is_used_until_the_text_changes(text, cache, capsys):
    first = cached_corpus(text)
    [ids, vocab] = sorted((cache / "texts").iterdir())
    assert (ids.suffix, vocab.name) == (".npy", f"{ids.stem}.vocab.json")
    assert f"{text} becomes word ids, which stay in {ids}." in capsys.readouterr().out

    again = cached_corpus(text)
    assert capsys.readouterr().out == ""
    np.testing.assert_array_equal(again[0], first[0])
    assert again[1:] == first[1:]

    text.write_text("another text")
    assert list(cached_corpus(text)[1]) == ["another", "text"]
    assert len(list((cache / "texts").iterdir())) == 2, "in the place of the old ones"


def test_the_cache_knows_other_choices(text, cache):
    for choices in ((1,), (2,), (1, 3)):
        assert cached_corpus(text, *choices, progress=False)[1] == encode(text, *choices)[1]
    assert len(list((cache / "texts").iterdir())) == 6


def test_a_damaged_cache_is_made_anew(text, cache):
    expected = cached_corpus(text, progress=False)[0].tolist()
    for file in (cache / "texts").iterdir():
        file.write_bytes(file.read_bytes()[:-3])
        assert cached_corpus(text, progress=False)[0].tolist() == expected


def test_no_text_and_no_folder(text, cache, monkeypatch):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.txt"):
        cached_corpus("nowhere.txt")
    monkeypatch.setenv("W2V_CACHE_DIR", str(text))
    with pytest.raises(OSError, match="Set W2V_CACHE_DIR to one that can be written to"):
        cached_corpus(text)
