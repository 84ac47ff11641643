"""Clear errors for wrong input: each says what was expected and what came."""

import os

import numpy as np


def check_ids(ids, vocab_size, name="idx"):
    """Return `ids` as an integer array, each id in ``0 … vocab_size - 1``.

    Parameters
    ----------
    ids : array_like of int, any shape
        Word ids.
    vocab_size : int
        Number of words, V.
    name : str
        What the caller calls the ids, for the message.

    Returns
    -------
    ids : ndarray of int, same shape

    Raises
    ------
    TypeError
        If the ids are not integers.
    IndexError
        If an id is outside ``0 … vocab_size - 1``.
    """
    ids = np.asarray(ids)
    if ids.size == 0:
        return ids.astype(np.intp)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError(f"{name} must hold integer word ids, but its dtype is {ids.dtype}")
    low, high = ids.min(), ids.max()
    if low < 0 or high >= vocab_size:
        bad = low if low < 0 else high
        raise IndexError(f"{name} must hold ids from 0 to {vocab_size - 1}, but it holds {bad}")
    return ids


def check_shape(array, shape, name):
    """Raise ``ValueError`` unless ``array.shape`` fits `shape`.

    Parameters
    ----------
    array : ndarray
        The array to look at.
    shape : tuple of int or str
        The shape it should have; a string (``"B"``) stands for any length.
    name : str
        What the caller calls the array, for the message.

    Raises
    ------
    ValueError
        If the number of axes or a given length differs.
    """
    came = np.shape(array)
    fits = len(came) == len(shape) and all(
        isinstance(want, str) or want == got for want, got in zip(shape, came, strict=True)
    )
    if not fits:
        expected = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
        raise ValueError(f"{name} must have shape {expected}, but its shape is {came}")


def check_corpus(corpus, name="corpus"):
    """Return `corpus` as a one-dimensional, non-empty array of ids.

    Raises
    ------
    TypeError
        If it does not hold integers.
    ValueError
        If it is empty or not one-dimensional.
    IndexError
        If an id is negative.
    """
    corpus = np.asarray(corpus)
    if corpus.size == 0:
        raise ValueError(f"{name} must hold at least one word id, but it is empty")
    check_shape(corpus, ("tokens",), name)
    return check_ids(corpus, np.iinfo(np.int64).max, name)


def check_positive_int(value, name):
    """Return `value` as an int of at least 1.

    Raises
    ------
    TypeError
        If it is not a whole number.
    ValueError
        If it is below 1.
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number, but {value!r} came")
    if value < 1:
        raise ValueError(f"{name} must be at least 1, but {value} came")
    return int(value)


def check_writable(path, suffix, name):
    """Raise an error unless a file can be written at `path`: before long work, not after it.

    Parameters
    ----------
    path : pathlib.Path
        Where the file will be.
    suffix : str
        What its name must end in.
    name : str
        What the caller calls the path, for the message.

    Raises
    ------
    ValueError
        If it ends in something else.
    FileNotFoundError, IsADirectoryError, PermissionError
        If its folder does not exist, it is itself a folder, or its folder cannot be written to.
    """
    if path.suffix.lower() != suffix:
        raise ValueError(f"{name} must end in {suffix}, but {path} came")
    if path.is_dir():
        raise IsADirectoryError(f"{name} must be a file, but {path} is a folder")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{name}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(f"{name}: the folder {path.parent} cannot be written to")
