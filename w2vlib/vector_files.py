"""Word vectors on disk: .npz for NumPy, .txt or .vec for every other word2vec tool."""

import contextlib
import os
import uuid
import zipfile
import zlib
from pathlib import Path

import numpy as np

from w2vlib._validation import check_shape

ASCII_SPACE = " \t\n\r\v\f"

# what zipfile, zlib and NumPy raise on bytes that are no .npz
DAMAGE = (ValueError, OSError, EOFError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error)


def save_vectors(path, word_vecs, id_to_word):
    """Save word vectors with their words.

    The suffix of `path` chooses the format. ``.npz`` keeps the numbers bit for bit in their
    dtype. ``.txt`` and ``.vec`` are the text format of word2vec, which gensim's
    ``KeyedVectors.load_word2vec_format`` and most other tools read: a first line ``V H``,
    then for each word a line ``word v_1 … v_H``, in UTF-8. It gives float16 and float32 back
    exactly; wider floats are rounded to float32.

    The file appears all at once: if saving fails halfway, an older file stays as it was.

    Parameters
    ----------
    path : str or os.PathLike
        Where to write; must end in ``.npz``, ``.txt`` or ``.vec``.
    word_vecs : ndarray of float, shape (V, H)
        One vector per word.
    id_to_word : dict or list of str
        The word of each id from 0 to V - 1.

    Raises
    ------
    TypeError
        If `word_vecs` does not hold floats, or a word is not a string.
    ValueError
        If the suffix is another one, `word_vecs` does not have two axes, is empty or holds NaN
        or infinity, the words are not V different ones, or a word does not fit the format: in
        text, a word can be neither empty nor hold white space.

    References
    ----------
    The text format is that of Mikolov's word2vec tool,
    https://code.google.com/archive/p/word2vec/.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "vectors.vec")
    ...     save_vectors(path, np.array([[0.5, -1.0], [2.0, 0.25]]), {0: "you", 1: "say"})
    ...     print(path.read_text())
    2 2
    you 0.5 -1.0
    say 2.0 0.25
    <BLANKLINE>
    """
    path = Path(path)
    write, _ = _format_of(path)
    word_vecs = np.asarray(word_vecs)
    check_shape(word_vecs, ("V", "H"), "word_vecs")
    if not np.issubdtype(word_vecs.dtype, np.floating):
        raise TypeError(f"word_vecs must hold floats, but its dtype is {word_vecs.dtype}")
    if word_vecs.size == 0:
        raise ValueError(f"word_vecs must not be empty, but its shape is {word_vecs.shape}")
    words = _words(id_to_word, len(word_vecs))
    _check_content(word_vecs, words, "word_vecs and id_to_word")
    with _replacing(path) as file:
        write(file, word_vecs, words)


def load_vectors(path):
    """Load word vectors that `save_vectors` or another word2vec tool has saved.

    Parameters
    ----------
    path : str or os.PathLike
        A file of vectors; must end in ``.npz``, ``.txt`` or ``.vec``.

    Returns
    -------
    word_vecs : ndarray of float, shape (V, H)
        In the dtype they were saved in; from text, float32.
    word_to_id, id_to_word : dict
        From word to id and back. Row i of `word_vecs` belongs to the word with id i.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the suffix is another one, or the file is damaged or of another format. The
        message says where: in text, on which line.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "vectors.npz")
    ...     save_vectors(path, np.array([[0.5, -1.0], [2.0, 0.25]]), {0: "you", 1: "say"})
    ...     word_vecs, word_to_id, id_to_word = load_vectors(path)
    >>> word_vecs[word_to_id["say"]]
    array([2.  , 0.25])
    """
    path = Path(path)
    _, read = _format_of(path)
    with open(path, "rb") as file:
        word_vecs, words = read(file, path)
    id_to_word = dict(enumerate(words))
    word_to_id = {word: i for i, word in id_to_word.items()}
    return word_vecs, word_to_id, id_to_word


def _format_of(path):
    formats = {
        ".npz": (_write_npz, _read_npz),
        ".txt": (_write_text, _read_text),
        ".vec": (_write_text, _read_text),
    }
    if path.suffix.lower() not in formats:
        raise ValueError(f"the path must end in .npz, .txt or .vec, but {str(path)!r} came")
    return formats[path.suffix.lower()]


def _words(id_to_word, vocab_size):
    if len(id_to_word) != vocab_size:
        raise ValueError(
            f"id_to_word must hold one word for each of the {vocab_size} rows of word_vecs, "
            f"but it holds {len(id_to_word)}"
        )
    try:
        words = [id_to_word[i] for i in range(vocab_size)]
    except KeyError as error:
        raise ValueError(
            f"id_to_word must have the ids 0 to {vocab_size - 1}, but {error} is missing"
        ) from None
    for i, word in enumerate(words):
        if not isinstance(word, str):
            raise TypeError(f"words must be strings, but the word with id {i} is {word!r}")
    return words


def _check_content(word_vecs, words, where):
    """Check what must hold in every format: finite numbers, and different words."""
    finite = np.isfinite(word_vecs).all(axis=1)
    if not finite.all():
        row = int(np.argmin(finite))
        raise ValueError(
            f"{where}: numbers must be finite, but NaN or infinity is in row {row} ({words[row]!r})"
        )
    first = {}
    for i, word in enumerate(words):
        if first.setdefault(word, i) != i:
            raise ValueError(
                f"{where}: words must differ, but rows {first[word]} and {i} are both {word!r}"
            )


@contextlib.contextmanager
def _replacing(path):
    """Open a new file beside `path`; move it there at the end, or remove it on an error."""
    # not tempfile: its files are closed to everybody but their owner, for good
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        with open(temporary, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_npz(file, word_vecs, words):
    for word in words:
        if word.endswith("\0"):
            raise ValueError(f"words must not end in a null character, but {word!r} came")
    np.savez_compressed(file, word_vecs=word_vecs, words=np.array(words, dtype=np.str_))


def _read_npz(file, path):
    try:
        with np.load(file, allow_pickle=False) as arrays:
            word_vecs, words = arrays["word_vecs"], arrays["words"]
    except KeyError as error:
        raise ValueError(
            f"{path} must hold the arrays word_vecs and words, but: {error.args[0]}"
        ) from error
    except DAMAGE as error:
        raise ValueError(f"{path} is damaged, or not an .npz file of arrays: {error}") from error

    check_shape(word_vecs, ("V", "H"), f"word_vecs in {path}")
    check_shape(words, (len(word_vecs),), f"words in {path}")
    if not np.issubdtype(word_vecs.dtype, np.floating) or words.dtype.kind != "U":
        raise ValueError(
            f"{path} must hold floats and words, but the dtypes of word_vecs and words "
            f"are {word_vecs.dtype} and {words.dtype}"
        )
    words = words.tolist()
    _check_content(word_vecs, words, path)
    return word_vecs, words


def _write_text(file, word_vecs, words):
    for i, word in enumerate(words):
        if not word or any(space in word for space in ASCII_SPACE):
            raise ValueError(
                "in a text file a word can be neither empty nor hold white space, but the word "
                f"with id {i} is {word!r}; save as .npz"
            )
    with np.errstate(over="ignore"):
        word_vecs = word_vecs.astype(np.float32)
    if not np.isfinite(word_vecs).all():
        raise ValueError("a text file holds float32, but a number is too large; save as .npz")
    file.write(f"{len(words)} {word_vecs.shape[1]}\n".encode())
    for word, vec in zip(words, word_vecs, strict=True):
        # str of a NumPy float: the fewest digits that give the same number back
        file.write(f"{word} {' '.join(map(str, vec))}\n".encode())


def _read_text(file, path):
    vocab_size, hidden_size = _parse_header(file.readline(), f"{path}, line 1")
    vecs, line_of = [], {}
    # lines are split as bytes, because str has more kinds of white space than the format
    for number, line in enumerate(file, start=2):
        where = f"{path}, line {number}"
        if not line.endswith(b"\n"):
            # a number cut in two would still look like one
            raise ValueError(f"{where}: no line break at the end: the file has been cut off")
        if len(vecs) == vocab_size:
            raise ValueError(f"{where}: line 1 announces {vocab_size} words, but here is one more")
        word, vec = _parse_line(line, hidden_size, where)
        if word in line_of:
            raise ValueError(f"{where}: words must differ, but {word!r} is on line {line_of[word]}")
        line_of[word] = number
        vecs.append(vec)
    if len(vecs) < vocab_size:
        raise ValueError(
            f"{path}: line 1 announces {vocab_size} words, but the file ends after "
            f"line {len(vecs) + 1} with {len(vecs)}"
        )
    return np.stack(vecs), list(line_of)


def _parse_header(line, where):
    try:
        vocab_size, hidden_size = map(int, line.split())
    except ValueError:
        vocab_size = hidden_size = 0
    if vocab_size < 1 or hidden_size < 1:
        raise ValueError(
            f"{where}: expected two whole numbers above 0, of words and of numbers per word, "
            f"but {_shown(line)} came"
        )
    return vocab_size, hidden_size


def _parse_line(line, hidden_size, where):
    word, *numbers = line.rstrip().split(b" ")
    if not word or len(numbers) != hidden_size:
        raise ValueError(
            f"{where}: expected a word and {hidden_size} numbers, each after one space, "
            f"but {_shown(line)} came"
        )
    try:
        # beyond float32 is infinite, and told below
        with np.errstate(over="ignore"):
            vec = np.array([float(number) for number in numbers], dtype=np.float32)
        word = word.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"{where}: the word must be UTF-8, but {word!r} came") from error
    except ValueError as error:
        raise ValueError(f"{where}: expected numbers after the word, but: {error}") from error
    if not np.isfinite(vec).all():
        raise ValueError(f"{where}: numbers must be finite in float32, but {_shown(line)} came")
    return word, vec


def _shown(line, length=60):
    text = line.decode(errors="replace").rstrip()
    return repr(text if len(text) <= length else text[:length] + "…")
