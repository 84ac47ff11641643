"""The TensorFlow embedding projector's format: one file of numbers, one of words."""

from w2vlib.vector_formats.content import as_float32, encoded


def lines(word_vecs, words):
    r"""Return the lines of both files: numbers with tabs between them, and words.

    The words have no heading: the projector expects none above a single column, and would
    count it as a word.

    Examples
    --------
    >>> import numpy as np
    >>> vectors, metadata = lines(np.array([[0.5, -1.0]]), ["you"])
    >>> list(vectors), list(metadata)
    ([b'0.5\t-1.0\n'], [b'you\n'])
    """
    if word_vecs.shape[1] < 2:
        raise ValueError("the projector draws vectors of at least 2 numbers, but each has 1")
    codes = encoded(words, "projector", _unfit, RULE)
    word_vecs = as_float32(word_vecs, "projector")
    vectors = ("\t".join(map(str, vec)).encode() + b"\n" for vec in word_vecs)
    return vectors, (code + b"\n" for code in codes)


RULE = "a word can be neither blank nor hold a tab or a line break"


def _unfit(word):
    # the projector skips blank lines, so each word after one would name the wrong vector
    blank = not word.replace("\ufeff", "").strip()
    return blank or any(separator in word for separator in "\t\n\r")
