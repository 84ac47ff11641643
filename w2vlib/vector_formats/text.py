"""word2vec's text format: a line ``V H``, then for each word a line ``word v_1 … v_H``."""

import numpy as np

from w2vlib.vector_formats.content import as_float32, encoded

ASCII_SPACE = " \t\n\r\v\f"


def write(file, word_vecs, words):
    """Write the words and the fewest digits that give each float32 back."""
    codes = encode_words(words, "text")
    word_vecs = as_float32(word_vecs, "text")
    file.write(header(word_vecs))
    for code, vec in zip(codes, word_vecs, strict=True):
        # str of a NumPy float: the fewest digits that give the same number back
        file.write(code + f" {' '.join(map(str, vec))}\n".encode())


def read(file, path):
    """Return vectors in float32 and words, line by line; an error names its line."""
    vocab_size, hidden_size = parse_header(file.readline(), f"{path}, line 1")
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


def encode_words(words, kind):
    """Return the words in UTF-8, none of them empty or with a white space inside."""
    return encoded(
        words,
        kind,
        lambda word: not word or any(space in word for space in ASCII_SPACE),
        "a word can be neither empty nor hold white space",
    )


def header(word_vecs):
    """Return the first line: how many words, and how many numbers each has."""
    vocab_size, hidden_size = word_vecs.shape
    return f"{vocab_size} {hidden_size}\n".encode()


def parse_header(line, where):
    r"""Return the two numbers of a first line.

    Raises
    ------
    ValueError
        If they are not two whole numbers above 0.

    Examples
    --------
    >>> parse_header(b"10000 100\n", "vectors.vec, line 1")
    (10000, 100)
    """
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
