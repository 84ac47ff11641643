"""NumPy's own format: numbers bit for bit in their dtype, any words, no pickle."""

import zipfile
import zlib

import numpy as np

from w2vlib._validation import check_shape
from w2vlib.vector_formats.content import check_content

# what zipfile, zlib and NumPy raise on bytes that are no .npz
DAMAGE = (ValueError, OSError, EOFError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error)


def write(file, word_vecs, words):
    """Write two arrays, ``word_vecs`` and ``words``."""
    for word in words:
        if word.endswith("\0"):
            raise ValueError(f"words must not end in a null character, but {word!r} came")
    np.savez_compressed(file, word_vecs=word_vecs, words=np.array(words, dtype=np.str_))


def read(file, path):
    """Return vectors and words, after a check of both."""
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
    check_content(word_vecs, words, path)
    return word_vecs, words
