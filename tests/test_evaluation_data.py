"""The readers of test sets, and where gensim keeps them."""

import importlib.machinery
import importlib.util
import subprocess
import sys

import pytest

from w2vlib.evaluation_data import (
    find_gensim_data,
    read_questions,
    read_simlex999,
    read_wordsim353,
)

PAIR = "tiger\tcat\t7.35\n"
NAMES = ["wordsim353.tsv", "simlex999.txt", "questions-words.txt"]
READERS = [(read_wordsim353, 353), (read_simlex999, 999)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data.txt"


@pytest.mark.parametrize(("read", "count"), READERS)
def test_pairs(path, read, count):
    path.write_text(
        "# Word 1\tWord 2\tHuman (mean)\nJerusalem\tIsrael\t8.46\n" + PAIR * (count - 1)
    )
    pairs = read(path)
    assert pairs[:2] == [("Jerusalem", "Israel", 8.46), ("tiger", "cat", 7.35)]
    assert len(pairs) == count


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"# comment\r\n", b"\r\n", b" \t\n"])
def test_pairs_as_other_editors_save_them(path, start):
    path.write_bytes(start + b"tiger\tcat\t7.35\r\n" * 353 + b"\n")
    assert read_wordsim353(str(path)) == [("tiger", "cat", 7.35)] * 353


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("tiger\tcat\n", r"line 3: expected two words and a score .* but 'tiger\\tcat' came"),
        ("tiger cat 7.35\n", "line 3: expected two words and a score from 0 to 10, with tabs"),
        ("tiger\tcat\t7.35\t1\n", "line 3: expected two words and a score"),
        ("tiger\t\t7.35\n", "line 3: expected two words and a score"),
        ("tiger\tcat\tseven\n", "line 3: expected two words and a score"),
        ("tiger\tcat\tnan\n", "line 3: expected two words and a score"),
        ("tiger\tcat\t10.5\n", "line 3: expected two words and a score"),
        ("tiger\tcat\t-1\n", "line 3: expected two words and a score"),
        ("tiger\tcat\t7.3", "line 3: no line break at the end: the file has been cut off"),
        ("", "expected 353 pairs of words, but 2 came"),
        (PAIR * 352, "expected 353 pairs of words, but 354 came"),
    ],
)
def test_damaged_pairs_are_refused_with_their_line(path, line, message):
    path.write_text(PAIR + PAIR + line)
    with pytest.raises(ValueError, match=message):
        read_wordsim353(path)


def test_pairs_in_another_encoding_are_refused_with_their_line(path):
    path.write_bytes(PAIR.encode() + "größe\tlänge\t5\n".encode("latin-1"))
    with pytest.raises(ValueError, match=r"line 2: expected text in UTF-8, but .*0xf6"):
        read_wordsim353(path)


def test_questions(path):
    path.write_text(
        ": capital-common-countries\nAthens Greece Oslo Norway\n\n"
        ": family\nboy girl king queen\nboy girl man woman\n"
        ": capital-common-countries\nOslo Norway Athens Greece\n"
    )
    questions = read_questions(path)
    assert list(questions) == ["capital-common-countries", "family"]
    assert questions["capital-common-countries"] == [
        ("Athens", "Greece", "Oslo", "Norway"),
        ("Oslo", "Norway", "Athens", "Greece"),
    ]
    assert questions["family"][1] == ("boy", "girl", "man", "woman")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("boy girl man woman\n", "line 1: expected ': ' and a section's name before the first"),
        (":\nboy girl man woman\n", "line 1: expected ': ' and a section's name, but ':' came"),
        (": a\nboy girl man\n", "line 2: expected four words, but 'boy girl man' came"),
        (": a\nboy girl man woman child\n", "line 2: expected four words"),
        (": a\nboy girl man wom", "line 2: no line break at the end"),
        (": a\nboy girl man woman\n: b\n", "expected questions in each section, but section 'b'"),
        ("\n", "expected questions in each section, but there is none"),
        ("", "expected questions in each section, but there is none"),
    ],
)
def test_damaged_questions_are_refused_with_their_line(path, text, message):
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        read_questions(path)


@pytest.mark.parametrize("read", [read_wordsim353, read_simlex999, read_questions])
def test_a_missing_file_is_named(path, read):
    with pytest.raises(FileNotFoundError, match=r"data\.txt"):
        read(path)


# gensim ------------------------------------------------------------------------------


def test_without_gensim_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match=r"gensim is not installed.*pip install gensim"):
        find_gensim_data()


def installed(monkeypatch, *places):
    spec = importlib.machinery.ModuleSpec("gensim", None, is_package=True)
    spec.submodule_search_locations = [str(place) for place in places]
    monkeypatch.setattr(importlib.util, "find_spec", {"gensim": spec}.get)


def test_gensims_folder_is_found(tmp_path, monkeypatch):
    folder = tmp_path / "gensim" / "test" / "test_data"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / name).touch()
    installed(monkeypatch, tmp_path / "elsewhere", tmp_path / "gensim")
    assert find_gensim_data() == folder


def test_a_gensim_without_the_files_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "gensim" / "test" / "test_data"
    folder.mkdir(parents=True)
    (folder / NAMES[0]).touch()
    installed(monkeypatch, tmp_path / "gensim")
    with pytest.raises(FileNotFoundError, match=r"lacks simlex999\.txt, questions-words\.txt\."):
        find_gensim_data()
    installed(monkeypatch)
    with pytest.raises(FileNotFoundError, match=r"lacks wordsim353\.tsv"):
        find_gensim_data()


def test_gensim_is_found_without_being_imported():
    if importlib.util.find_spec("gensim") is None:
        pytest.skip("needs gensim")
    program = (
        "import sys; from w2vlib.evaluation_data import find_gensim_data; "
        "print(find_gensim_data()); assert 'gensim' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("test_data")


def test_gensims_files_load():
    if importlib.util.find_spec("gensim") is None:
        pytest.skip("needs gensim")
    folder = find_gensim_data()
    assert len(read_wordsim353(folder / NAMES[0])) == 353
    assert read_simlex999(folder / NAMES[1])[0] == ("old", "new", 1.58)
    questions = read_questions(folder / NAMES[2])
    assert len(questions) == 14
    assert sum(map(len, questions.values())) == 19544
    assert questions["family"][0] == ("boy", "girl", "brother", "sister")
