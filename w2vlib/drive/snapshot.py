"""Snapshots: what a student's code gave back, copied into plain data."""

from typing import NamedTuple

import numpy as np


class Opaque(NamedTuple):
    """Stands for a value that is not plain data: its type's name and a short picture."""

    type: str
    text: str


def snapshot(value):
    """Return a copy of `value` as plain data, which later calls cannot change.

    Parameters
    ----------
    value : object
        What a student's code returned, or an array it may have changed.

    Returns
    -------
    data : ndarray, None, str, list or Opaque
        Arrays of numbers, booleans or strings are copied as base-class arrays; numbers
        become arrays without axes; lists and tuples become lists of snapshots; anything
        else becomes an `Opaque`.
    """
    if value is None or type(value) is str:
        return value
    if isinstance(value, (bool, int, float, np.generic, np.ndarray)):
        array = np.array(value, subok=False)
        if array.dtype.kind in "biufU":
            return array
    if type(value) in (list, tuple):
        return [snapshot(item) for item in value]
    return Opaque(type(value).__name__, _short(value))


def _short(value):
    try:
        text = repr(value)
    except Exception as error:
        text = f"<{type(error).__name__} in its repr>"
    return text if len(text) <= 80 else text[:77] + "..."
