"""What a judge may expect, and how it says that something else came."""

import numpy as np

from w2vlib.drive import Opaque

#: What rounding explains, in sums of some numbers
_ROUNDING = {"float64": 1e-9, "float32": 1e-5, "float16": 1e-2}
_KINDS = {"b": "boolean", "i": "integer", "u": "integer", "f": "float", "c": "complex", "U": "text"}


class Wrong(Exception):
    """Says what was expected and what came, to the student."""


def expect(condition, message):
    """Raise `Wrong` with `message` unless `condition` holds."""
    if not condition:
        raise Wrong(message)


def expect_array(came, what, *, shape, kind="f"):
    """Expect an array of a shape and a kind of dtype.

    Parameters
    ----------
    came : snapshot
    what : str
        What came, in code: ``"forward(idx)"``.
    shape : tuple of int
        The shape it should have; ``()`` also takes a plain number.
    kind : str
        Kinds of dtype it may have: ``"f"`` float, ``"iu"`` integer.

    Raises
    ------
    Wrong
    """
    if not isinstance(came, np.ndarray):
        form = f"an array of shape {shape}" if shape else "a single number"
        raise Wrong(f"{what} should be {form}, but it is {describe(came)}.")
    if came.shape != shape:
        form = f"have shape {shape}" if shape else "be a single number"
        raise Wrong(f"{what} should {form}, but its shape is {came.shape}.")
    if came.dtype.kind not in kind:
        raise Wrong(f"{what} should hold {_KINDS[kind[0]]} numbers, but its dtype is {came.dtype}.")


def expect_values(
    came, expected, what, *, kind=None, tolerance=None, each=False, like=None, why=""
):
    """Expect an array with the shape, the kind of dtype and the values of `expected`.

    Parameters
    ----------
    came : snapshot
    expected : array_like
    what : str
        What came, in code: ``"forward(idx)"``.
    kind : str, optional
        Kinds of dtype allowed; by default that of `expected`.
    tolerance : float, optional
        Largest error, relative to the larger of 1 and the largest expected number. By
        default what rounding explains: 1e-9 for float64, 1e-5 for float32, 0 for others.
    each : bool
        Whether the error is relative to each expected number instead, so that small ones
        beside large ones are seen; what should be 0 must be just that.
    like : ndarray of float, optional
        An input. What came must be as precise or more, and the tolerance is that of its dtype.
    why : str
        A sentence on what the values should be.

    Raises
    ------
    Wrong
    """
    expected = np.asarray(expected)
    expect_array(came, what, shape=expected.shape, kind=kind or expected.dtype.kind)
    if like is not None and came.dtype.itemsize < like.dtype.itemsize:
        raise Wrong(
            f"{what} should be as precise as what it was given, {like.dtype}, but its dtype is "
            f"{came.dtype}."
        )
    if tolerance is None:
        tolerance = _ROUNDING.get((came if like is None else like).dtype.name, 0)
    if came.dtype.kind == "U" or expected.dtype.kind == "U":
        wrong = came != expected
    else:
        size = np.abs(expected)
        scale = size if each else max(1.0, size.max(initial=0.0))
        # «not close» rather than «far», so that nan is wrong
        wrong = ~(np.abs(came.astype(float) - expected.astype(float)) <= tolerance * scale)
    if wrong.any():
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        where = f" The first difference is at {list(index)}." if index else ""
        raise Wrong(
            f"{what} should be\n{show(expected)}\nbut it is\n{show(came)}\n{why}{where}".strip()
        )


def expect_gradient(came, plus, minus, eps, what):
    """Expect the gradient that central differences of the student's own forward give.

    Parameters
    ----------
    came : snapshot
        The gradient that backward worked out.
    plus, minus : ndarray of float64
        From `w2vlib.drive.differences.evaluate_around`.
    eps : float
        How far each entry was moved.
    what : str
        What came, in code: ``"dW"``.

    Raises
    ------
    Wrong

    Notes
    -----
    The error of a central difference is about ``eps² / 6`` times the third derivative, plus
    the rounding of the forward divided by ``eps``. With eps = 1e-4 and functions of size 1
    both stay below 1e-8; 1e-6 leaves room and is far below any real mistake.
    """
    if plus.shape != minus.shape:
        raise ValueError("plus and minus are not of one evaluate_around")
    numerical = (plus - minus) / (2 * eps)
    expect_values(
        came,
        numerical,
        what,
        kind="f",
        tolerance=1e-6,
        why="That is how much the loss really changes when each number is moved a little "
        "(central differences of your own forward).",
    )


def expect_unchanged(came, before, name):
    """Expect an input to be what it was before the call."""
    expect(
        isinstance(came, np.ndarray) and np.array_equal(came, before, equal_nan=False),
        f"{name} should be left as it was, but the call changed it from\n{show(before)}\n"
        f"to\n{show(came)}",
    )


def describe(value):
    """Say in a few words what a snapshot is."""
    if value is None:
        return "None (is there a `return`?)"
    if isinstance(value, Opaque):
        return f"a {value.type}: {value.text}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return f"the text {value!r}"
    if value.ndim == 0:
        return f"the number {value}"
    return f"an array of shape {value.shape}"


def show(array, limit=60):
    """Print a small array; of a large one, its shape and its ends."""
    if not isinstance(array, np.ndarray):
        return describe(array)
    return np.array2string(array, precision=5, suppress_small=True, threshold=limit, edgeitems=2)
