import os
import stat
import sys
import tracemalloc
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from w2vlib.vector_files import load_vectors, save_for_projector, save_vectors

VECS = np.array([[0.1, -2.5, 3e-8], [1.0, 0.0, -1e20]], dtype=np.float32)
ID_TO_WORD = {0: "you", 1: "größer-안녕"}
SUFFIXES = [".npz", ".txt", ".vec", ".bin"]
TEXT = "2 3\nyou 0.1 -2.5 3e-08\nsay 1.0 0.0 -1e+20\n"


def read_as_gensim_does(path):
    """Parse the text format step by step as gensim's load_word2vec_format does."""
    with open(path, "rb") as file:
        vocab_size, hidden_size = (int(x) for x in file.readline().decode().split())
        vectors = {}
        for _ in range(vocab_size):
            word, *numbers = file.readline().rstrip().decode().split(" ")
            assert len(numbers) == hidden_size
            vectors[word] = np.array([np.float32(x) for x in numbers])
        assert file.readline() == b""
    return vectors


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".NPZ", ".Vec", ".Bin"])
def test_round_trip(tmp_path, suffix):
    path = tmp_path / f"vectors{suffix}"
    save_vectors(path, VECS, ID_TO_WORD)
    word_vecs, word_to_id, id_to_word = load_vectors(path)
    np.testing.assert_array_equal(word_vecs, VECS)
    assert word_vecs.dtype == np.float32
    assert id_to_word == ID_TO_WORD
    assert word_to_id == {"you": 0, "größer-안녕": 1}


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_npz_keeps_the_dtype(tmp_path, dtype):
    vecs = np.random.default_rng(0).standard_normal((2, 3)).astype(dtype)
    save_vectors(tmp_path / "v.npz", vecs, ID_TO_WORD)
    loaded, _, _ = load_vectors(tmp_path / "v.npz")
    assert loaded.dtype == dtype
    np.testing.assert_array_equal(loaded, vecs)


floats = hnp.from_dtype(np.dtype(np.float32), allow_nan=False, allow_infinity=False)
shapes = hnp.array_shapes(min_dims=2, max_dims=2, max_side=4)
# no surrogates, no control characters, no separators: what a tokenizer may give
letters = st.characters(exclude_categories=["C", "Z"])


@given(hnp.arrays(np.float32, shapes, elements=floats), st.data())
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_round_trip_of_any_floats_and_words(tmp_path_factory, suffix, vecs, data):
    words = st.lists(
        st.text(letters, min_size=1, max_size=8),
        min_size=len(vecs),
        max_size=len(vecs),
        unique=True,
    )
    words = data.draw(words)
    path = tmp_path_factory.mktemp("round_trip") / f"v{suffix}"
    save_vectors(path, vecs, words)
    loaded, _, id_to_word = load_vectors(path)
    np.testing.assert_array_equal(loaded, vecs)
    assert list(id_to_word.values()) == words


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_text_is_what_gensim_reads(tmp_path, dtype):
    vecs = np.random.default_rng(0).standard_normal((2, 50)).astype(dtype)
    save_vectors(tmp_path / "v.vec", vecs, ID_TO_WORD)
    vectors = read_as_gensim_does(tmp_path / "v.vec")
    assert list(vectors) == list(ID_TO_WORD.values())
    np.testing.assert_array_equal(np.stack(list(vectors.values())), vecs)


def test_text_rounds_float64_to_float32(tmp_path):
    save_vectors(tmp_path / "v.txt", np.array([[1 / 3]]), ["third"])
    assert (tmp_path / "v.txt").read_text() == "1 1\nthird 0.33333334\n"


@pytest.mark.parametrize("end", [" \n", "\r\n"])
def test_text_of_other_tools_loads(tmp_path, end):
    (tmp_path / "v.vec").write_bytes(TEXT.replace("\n", end).encode())
    word_vecs, _, id_to_word = load_vectors(tmp_path / "v.vec")
    np.testing.assert_array_equal(word_vecs, VECS)
    assert id_to_word == {0: "you", 1: "say"}


@pytest.mark.parametrize("suffix", [".txt", ".bin"])
def test_a_word_may_hold_white_space_that_is_not_ascii(tmp_path, suffix):
    save_vectors(tmp_path / f"v{suffix}", VECS, ["no\u00a0break", "line\u2028separator"])
    _, _, id_to_word = load_vectors(tmp_path / f"v{suffix}")
    assert id_to_word == {0: "no\u00a0break", 1: "line\u2028separator"}


@pytest.mark.parametrize("suffix", [".txt", ".bin"])
@pytest.mark.parametrize("word", ["", "a b", "a\nb", "tab\t", "\rx", "half a pair \ud800"])
def test_white_space_and_half_letters_fit_npz_alone(tmp_path, suffix, word):
    save_vectors(tmp_path / "v.npz", VECS, ["you", word])
    assert load_vectors(tmp_path / "v.npz")[2] == {0: "you", 1: word}
    with pytest.raises(ValueError, match=r"the word with id 1 is .*; save as \.npz"):
        save_vectors(tmp_path / f"v{suffix}", VECS, ["you", word])
    with pytest.raises(ValueError, match=r"words are UTF-8, but the word with id 0 is '\\ud800'"):
        save_vectors(tmp_path / f"v{suffix}", VECS, ["\ud800", "you"])


NAN = np.array([[1.0, 2.0], [np.nan, 1.0]])


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("vecs", "words", "error", "message"),
    [
        (NAN, ["you", "say"], ValueError, r"NaN or infinity is in row 1 \('say'\)"),
        (np.ones((2, 2)), ["you"], ValueError, "each of the 2 rows of word_vecs, but it holds 1"),
        (np.ones((2, 2)), {0: "you", 2: "say"}, ValueError, "ids 0 to 1, but 1 is missing"),
        (np.ones((2, 2)), ["you", "you"], ValueError, "rows 0 and 1 are both 'you'"),
        (np.ones((2, 2)), ["you", 3], TypeError, "the word with id 1 is 3"),
        (np.ones(2), ["you", "say"], ValueError, r"must have shape \(V, H\)"),
        (np.ones((2, 2), dtype=int), ["you", "say"], TypeError, "its dtype is int"),
        (np.full((1, 1), None), ["you"], TypeError, "its dtype is object"),
        (np.ones((2, 0)), ["you", "say"], ValueError, "must not be empty"),
    ],
)
def test_wrong_input_is_refused_and_nothing_written(tmp_path, suffix, vecs, words, error, message):
    with pytest.raises(error, match=message):
        save_vectors(tmp_path / f"v{suffix}", vecs, words)
    assert list(tmp_path.iterdir()) == []


def test_what_a_format_cannot_hold_is_refused(tmp_path):
    for suffix in (".txt", ".bin"):
        with pytest.raises(ValueError, match="float32, but a number is too large"):
            save_vectors(tmp_path / f"v{suffix}", np.array([[1e300]]), ["you"])
    with pytest.raises(ValueError, match="null character"):
        save_vectors(tmp_path / "v.npz", np.array([[1.0]]), ["you\0"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["v.pkl", "v", "v.bin.gz"])
def test_other_suffixes_are_refused(tmp_path, name):
    with pytest.raises(ValueError, match=r"must end in .npz, .txt, .vec or .bin, but"):
        save_vectors(tmp_path / name, VECS, ID_TO_WORD)
    with pytest.raises(ValueError, match=r"must end in .npz, .txt, .vec or .bin, but"):
        load_vectors(tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_failed_save_leaves_the_older_file(tmp_path, suffix, monkeypatch):
    path = tmp_path / f"v{suffix}"
    save_vectors(path, VECS, ID_TO_WORD)
    before = path.read_bytes()

    def full(descriptor):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        save_vectors(path, VECS + 1, ID_TO_WORD)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path], "the temporary file must go"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_saved_file_has_the_permissions_of_any_other(tmp_path):
    (tmp_path / "other").touch()
    save_vectors(tmp_path / "v.npz", VECS, ID_TO_WORD)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("other", "v.npz")]
    assert modes[0] == modes[1]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_saving_replaces_an_older_file(tmp_path, suffix):
    path = tmp_path / f"v{suffix}"
    save_vectors(path, VECS, ID_TO_WORD)
    save_vectors(str(path), VECS[:1], ["say"])
    assert load_vectors(path)[2] == {0: "say"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_file_is_named(tmp_path, suffix):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_vectors(tmp_path / f"nowhere{suffix}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: expected two whole numbers above 0"),
        ("you 0.1 -2.5\n", "line 1: expected two whole numbers above 0.* but 'you 0.1 -2.5' came"),
        ("2\n", "line 1: expected two whole numbers"),
        ("0 3\n", "line 1: expected two whole numbers"),
        ("2 3\nyou 1 2 3\n", "announces 2 words, but the file ends after line 2 with 1"),
        ("1 3\nyou 1 2 3\nsay 1 2 3\n", "line 3: line 1 announces 1 words, but here is one more"),
        ("1 3\nyou 1 2 3\n\n", "line 3: line 1 announces 1 words"),
        ("2 3\nyou 1 2 3\nsay 1 2\n", "line 3: expected a word and 3 numbers.* 'say 1 2' came"),
        ("1 3\nyou all 1 2 3\n", "line 2: expected a word and 3 numbers"),
        ("1 3\n 1 2 3\n", "line 2: expected a word and 3 numbers"),
        ("1 3\nyou  1 2 3\n", "line 2: expected a word and 3 numbers, each after one space"),
        ("1 3\nyou 1 two 3\n", "line 2: expected numbers after the word, but: .*two"),
        ("1 3\nyou 1 nan 3\n", "line 2: numbers must be finite"),
        ("1 3\nyou 1 -inf 3\n", "line 2: numbers must be finite"),
        ("1 3\nyou 1 1e39 3\n", "line 2: numbers must be finite in float32"),
        ("2 1\nyou 1\nyou 2\n", "line 3: words must differ, but 'you' is on line 2"),
        ("1 3\nyou 1 2 3.1", "line 2: no line break at the end: the file has been cut off"),
    ],
)
def test_damaged_text_is_refused_with_its_line(tmp_path, text, message):
    (tmp_path / "v.txt").write_bytes(text.encode())
    with pytest.raises(ValueError, match=message):
        load_vectors(tmp_path / "v.txt")


def test_text_in_another_encoding_is_refused_with_its_line(tmp_path):
    (tmp_path / "v.txt").write_bytes("1 1\ngröße 1.0\n".encode("latin-1"))
    with pytest.raises(ValueError, match="line 2: the word must be UTF-8"):
        load_vectors(tmp_path / "v.txt")


def test_text_with_a_huge_header_asks_for_no_memory(tmp_path):
    (tmp_path / "v.txt").write_text("999999999999 999999999\nyou 1.0\n")
    with pytest.raises(ValueError, match="line 2: expected a word and 999999999 numbers"):
        load_vectors(tmp_path / "v.txt")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_cut_off_anywhere_is_refused(tmp_path, suffix):
    whole, cut = tmp_path / f"whole{suffix}", tmp_path / f"cut{suffix}"
    save_vectors(whole, VECS, ID_TO_WORD)
    content = whole.read_bytes()
    if suffix == ".bin":
        content = content.removesuffix(b"\n")  # a .bin without it is whole
    for length in range(len(content)):
        cut.write_bytes(content[:length])
        with pytest.raises(ValueError, match=r"damaged|line"):
            load_vectors(cut)


def test_npz_with_changed_bytes_is_refused_or_unharmed(tmp_path):
    path = tmp_path / "v.npz"
    save_vectors(path, VECS, ID_TO_WORD)
    content = path.read_bytes()
    for i in range(len(content)):
        path.write_bytes(content[:i] + bytes([content[i] ^ 0xFF]) + content[i + 1 :])
        try:
            word_vecs, _, id_to_word = load_vectors(path)
        except ValueError:
            continue
        np.testing.assert_array_equal(word_vecs, VECS, err_msg=f"after a change of byte {i}")
        assert id_to_word == ID_TO_WORD, f"after a change of byte {i}"


def test_npz_of_something_else_is_refused(tmp_path):
    path = tmp_path / "v.npz"
    words = np.array(["you", "say"])
    for arrays, message in [
        ({"x": VECS}, "must hold the arrays word_vecs and words"),
        ({"word_vecs": VECS, "words": words[:1]}, r"words in .* must have shape \(2,\)"),
        ({"word_vecs": VECS[0], "words": words}, r"word_vecs in .* must have shape \(V, H\)"),
        ({"word_vecs": VECS, "words": np.array([1, 2])}, "must hold floats and words"),
        ({"word_vecs": np.ones((2, 3), dtype=int), "words": words}, "must hold floats and words"),
        ({"word_vecs": NAN[::-1], "words": words}, "NaN or infinity is in row 0"),
        ({"word_vecs": VECS, "words": np.array(["you"] * 2)}, "are both 'you'"),
    ]:
        np.savez(path, **arrays)
        with pytest.raises(ValueError, match=message):
            load_vectors(path)


def test_a_pickle_is_never_opened(tmp_path):
    class Trap:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "sprung"),))

    path = tmp_path / "v.npz"
    np.savez(path, word_vecs=VECS, words=np.array([Trap(), Trap()], dtype=object))
    with pytest.raises(ValueError, match=r"damaged, or not an \.npz file of arrays"):
        load_vectors(path)
    assert not (tmp_path / "sprung").exists()


ROW = np.array([1.0, -2.5, 3e-8], dtype="<f4").tobytes()


def test_bin_is_what_word2vec_writes(tmp_path):
    save_vectors(tmp_path / "v.bin", VECS, ID_TO_WORD)
    first, second = (VECS[i].astype("<f4").tobytes() for i in (0, 1))
    assert (tmp_path / "v.bin").read_bytes() == (
        b"2 3\nyou " + first + b"\n" + "größer-안녕 ".encode() + second + b"\n"
    )


def test_bin_rounds_float64_to_float32(tmp_path):
    save_vectors(tmp_path / "v.bin", np.array([[1 / 3]]), ["third"])
    word_vecs, _, _ = load_vectors(tmp_path / "v.bin")
    assert word_vecs.dtype == np.float32
    assert word_vecs[0, 0] == np.float32(1 / 3)


@pytest.mark.parametrize("after_each", [b"", b"\n"])
@pytest.mark.parametrize("at_the_end", [b"", b"\n"])
def test_bin_with_or_without_line_breaks_loads(tmp_path, after_each, at_the_end):
    content = b"2 3\nyou " + ROW + after_each + b"say " + ROW + at_the_end
    (tmp_path / "v.bin").write_bytes(content)
    word_vecs, _, id_to_word = load_vectors(tmp_path / "v.bin")
    np.testing.assert_array_equal(word_vecs, np.frombuffer(ROW * 2, "<f4").reshape(2, 3))
    assert id_to_word == {0: "you", 1: "say"}


def test_numbers_that_look_like_letters_are_numbers(tmp_path):
    # bytes of spaces, of line breaks, and of the word itself
    for byte in b" \n2y":
        (tmp_path / "v.bin").write_bytes(b"2 3\nyou " + bytes([byte] * 12) + b"say " + ROW)
        word_vecs, _, id_to_word = load_vectors(tmp_path / "v.bin")
        assert word_vecs[0].tobytes() == bytes([byte] * 12)
        assert id_to_word == {0: "you", 1: "say"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: expected two whole numbers above 0"),
        (b"\xba\x16O/\x0c\x00", "line 1: expected two whole numbers above 0"),
        (b"1 -3\nyou " + ROW, "line 1: expected two whole numbers above 0.* but '1 -3' came"),
        (b"2 3\nyou " + ROW, "announces 2 words of 3 numbers, at least 28 bytes, but 16 follow"),
        (b"1 3\nyou " + ROW[:9], "announces 1 words of 3 numbers, at least 14 bytes, but 13"),
        (b"1 3\nyou " + ROW[:11], "word 1 of 1: 'you' must have 3 numbers, but the file ends"),
        (b"1 3\n" + b"y" * 99, "word 1 of 1: expected a word and a space, but the file ends"),
        (b"1 3\n " + ROW + b"\n", "word 1 of 1: expected a word .* but b'' came"),
        (b"2 3\nyou " + ROW + b"\n\nsay " + ROW, r"word 2 of 2: .* but b'\\nsay' came"),
        (b"1 3\nyou " + ROW + b"say " + ROW, "announces 1 words .* but more follows"),
        (b"1 3\nyou " + ROW + b"\n\n", "announces 1 words .* but more follows"),
        (b"1 3\ngr\xf6\xdfe " + ROW, "word 1 of 1: the word must be UTF-8, but b'gr"),
        (b"1 3\nyou " + b"\xff" * 12, r"NaN or infinity is in row 0 \('you'\)"),
        (b"2 3\nyou " + ROW + b"you " + ROW, "words must differ, but rows 0 and 1 are both 'you'"),
    ],
)
def test_damaged_bin_is_refused(tmp_path, content, message):
    (tmp_path / "v.bin").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        load_vectors(tmp_path / "v.bin")


@pytest.mark.parametrize("header", [b"999999999 999999\n", b"1 99999999999\n", b"9" * 5000 + b" 3"])
def test_bin_with_a_huge_header_asks_for_no_memory(tmp_path, header):
    (tmp_path / "v.bin").write_bytes(header + b"you " + ROW)
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="line 1"):
            load_vectors(tmp_path / "v.bin")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


def test_text_and_bin_hold_the_same_numbers(tmp_path):
    vecs = np.random.default_rng(0).standard_normal((50, 20)).astype(np.float32)
    words = [f"word{i}" for i in range(50)]
    for suffix in SUFFIXES:
        save_vectors(tmp_path / f"v{suffix}", vecs, words)
        np.testing.assert_array_equal(load_vectors(tmp_path / f"v{suffix}")[0], vecs)


# gensim ------------------------------------------------------------------------------


@pytest.fixture
def KeyedVectors():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("gensim.models").KeyedVectors


@pytest.mark.parametrize(("suffix", "binary"), [(".txt", False), (".vec", False), (".bin", True)])
def test_gensim_reads_what_is_saved(tmp_path, KeyedVectors, suffix, binary):
    # more bytes than gensim reads at once
    vecs = np.random.default_rng(0).standard_normal((1000, 50)).astype(np.float32)
    words = ["größer-안녕", "no\u00a0break", *(f"word{i}" for i in range(998))]
    save_vectors(tmp_path / f"v{suffix}", vecs, words)
    loaded = KeyedVectors.load_word2vec_format(tmp_path / f"v{suffix}", binary=binary)
    assert loaded.index_to_key == words
    np.testing.assert_array_equal(loaded.vectors, vecs)


@pytest.mark.parametrize(("suffix", "binary"), [(".txt", False), (".vec", False), (".bin", True)])
def test_what_gensim_saves_loads(tmp_path, KeyedVectors, suffix, binary):
    vecs = np.random.default_rng(0).standard_normal((1000, 50)).astype(np.float32)
    words = ["größer-안녕", *(f"word{i}" for i in range(999))]
    theirs = KeyedVectors(50)
    theirs.add_vectors(words, vecs)
    theirs.save_word2vec_format(tmp_path / f"v{suffix}", binary=binary)
    word_vecs, word_to_id, id_to_word = load_vectors(tmp_path / f"v{suffix}")
    np.testing.assert_array_equal(word_vecs, vecs)
    assert list(id_to_word.values()) == words == list(word_to_id)


# the projector -----------------------------------------------------------------------


def test_projector_files_have_one_line_per_word(tmp_path):
    words = ["größer-안녕", "New York"]
    vectors, metadata = save_for_projector(tmp_path / "new" / "folder", VECS, words)
    assert vectors == tmp_path / "new" / "folder" / "vectors.tsv"
    assert metadata == tmp_path / "new" / "folder" / "metadata.tsv"
    assert vectors.read_text() == "0.1\t-2.5\t3e-08\n1.0\t0.0\t-1e+20\n"
    assert metadata.read_bytes().decode() == "größer-안녕\nNew York\n"
    assert sorted(vectors.parent.iterdir()) == [metadata, vectors], "no temporary file stays"


def test_projector_numbers_come_back(tmp_path):
    vecs = np.random.default_rng(0).standard_normal((20, 7)).astype(np.float32)
    vectors, _ = save_for_projector(tmp_path, vecs, [str(i) for i in range(20)])
    loaded = np.loadtxt(vectors, delimiter="\t", dtype=np.float32)
    np.testing.assert_array_equal(loaded, vecs)


@pytest.mark.parametrize(
    ("vecs", "words", "error", "message"),
    [
        *(
            (VECS, ["you", word], ValueError, "neither blank nor hold a tab or a line break, but")
            for word in ["", " ", "\u00a0", "\ufeff ", "a\tb", "a\nb", "a\r"]
        ),
        (VECS, ["you", "\ud800"], ValueError, "words are UTF-8"),
        (VECS, ["you"], ValueError, "each of the 2 rows of word_vecs, but it holds 1"),
        (VECS[:, :1], ["you", "say"], ValueError, "at least 2 numbers, but each has 1"),
        (np.full((1, 2), 1e300), ["you"], ValueError, "float32, but a number is too large"),
        (NAN, ["you", "say"], ValueError, r"NaN or infinity is in row 1 \('say'\)"),
        (np.ones((2, 2), dtype=int), ["you", "say"], TypeError, "its dtype is int"),
    ],
)
def test_what_the_projector_cannot_show_is_refused_and_nothing_written(
    tmp_path, vecs, words, error, message
):
    with pytest.raises(error, match=message):
        save_for_projector(tmp_path / "folder", vecs, words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_failed_save_leaves_both_older_projector_files(tmp_path, monkeypatch, fails_at):
    paths = save_for_projector(tmp_path, VECS, ID_TO_WORD)
    before = [path.read_bytes() for path in paths]
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == fails_at:
            raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        save_for_projector(tmp_path, VECS + 1, ["we", "they"])
    assert [path.read_bytes() for path in paths] == before
    assert sorted(tmp_path.iterdir()) == sorted(paths), "the temporary files must go"
