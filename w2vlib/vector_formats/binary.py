"""word2vec's binary format: the text format's first line, then words and bytes of float32.

After the line ``V H`` comes for each word: its letters in UTF-8, one space, and H float32
with the lowest byte first. word2vec.c ends each of these with a line break, gensim does not.
"""

import os

import numpy as np

from w2vlib.vector_formats.content import as_float32, check_content
from w2vlib.vector_formats.text import encode_words, header, parse_header

FLOAT_BYTES = 4
LONGEST_HEADER = 100  # bytes: a file without a line break is not read to its end
CUT = "but the file ends: it is damaged, or has been cut off"


def write(file, word_vecs, words):
    """Write as word2vec.c does, each vector with a line break after it."""
    codes = encode_words(words, ".bin")
    word_vecs = as_float32(word_vecs, ".bin")
    file.write(header(word_vecs))
    for code, vec in zip(codes, word_vecs, strict=True):
        file.write(code + b" " + vec.tobytes() + b"\n")


def read(file, path):
    """Return vectors in float32 and words; the line breaks after vectors may be missing."""
    vocab_size, hidden_size = parse_header(file.readline(LONGEST_HEADER), f"{path}, line 1")
    _check_size(file, vocab_size, hidden_size, path)

    word_vecs = np.empty((vocab_size, hidden_size), dtype="<f4")
    words = []
    for i, vec in enumerate(word_vecs):
        where = f"{path}, word {i + 1} of {vocab_size}"
        words.append(_read_word(file, where))
        if file.readinto(vec) < vec.nbytes:
            raise ValueError(f"{where}: {words[i]!r} must have {hidden_size} numbers, {CUT}")
    end = file.read(2)
    if end not in (b"", b"\n"):
        raise ValueError(
            f"{path}: line 1 announces {vocab_size} words of {hidden_size} numbers, "
            f"but more follows after them: the file is damaged, or of another format"
        )
    check_content(word_vecs, words, path)
    return word_vecs.astype(np.float32, copy=False), words


def _check_size(file, vocab_size, hidden_size, path):
    # before any memory is asked for: a damaged header can announce any size
    shortest = len(b"w ") + FLOAT_BYTES * hidden_size
    left = os.fstat(file.fileno()).st_size - file.tell()
    if vocab_size * shortest > left:
        raise ValueError(
            f"{path}: line 1 announces {vocab_size} words of {hidden_size} numbers, at least "
            f"{vocab_size * shortest} bytes, but {left} follow: the file is damaged, "
            "or has been cut off"
        )


def _read_word(file, where):
    code = bytearray()
    while (byte := file.read(1)) != b" ":
        if not byte:
            raise ValueError(f"{where}: expected a word and a space, {CUT}")
        code += byte
    code = bytes(code).removeprefix(b"\n")  # of the vector before
    if not code or b"\n" in code:
        raise ValueError(
            f"{where}: expected a word without a line break, but {code[:60]!r} came: the file is "
            "damaged, or its vectors have another length"
        )
    try:
        return code.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"{where}: the word must be UTF-8, but {code[:60]!r} came") from error
