"""What may cross between grader and notebook, and what may not."""

import contextlib
import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.sandbox.inside import wire
from w2vlib.drive import Opaque, Outcome, StudentError


def there_and_back(message):
    frame = wire.pack(message)
    of_json, of_arrays = wire.lengths(frame[: wire.PREFIX])
    body = frame[wire.PREFIX :]
    assert len(body) == of_json + of_arrays
    return wire.unpack(body[:of_json], body[of_json:])


def frame(value, arrays=b""):
    return json.dumps({"dict": {"value": value}}).encode(), arrays


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -(2**80),
        0.1,
        "naïve \N{SNOWMAN}",
        [1, [2.0, None], {"a": []}],
        Opaque("Thing", "<Thing>"),
        StudentError("ValueError", "no", "x = 1", 3, "y"),
        Outcome({"a": 1}, None),
        Outcome({}, StudentError("TypeError", "")),
    ],
    ids=str,
)
def test_values_come_back_as_they_were(value):
    came = there_and_back({"value": value})["value"]
    assert came == value
    assert type(came) is type(value)


def test_nan_and_infinity_come_back():
    came = there_and_back({"value": [float("nan"), float("inf"), -float("inf")]})["value"]
    assert np.isnan(came[0])
    assert came[1:] == [np.inf, -np.inf]


ARRAYS = [
    np.array(3.5),
    np.arange(6).reshape(2, 3),
    np.arange(6.0).reshape(2, 3).T,
    np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4)),
    np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2),
    np.array([True, False]),
    np.array(["you", "", "say"]),
    np.array([[]]),
    np.zeros((0, 5), dtype="i4"),
    np.array([1, 2], dtype=">i8"),
    np.array([1.5], dtype="f2"),
    np.float32(1.5),
]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: f"{array.dtype}{array.shape}")
def test_arrays_come_back_with_their_layout(array):
    came = there_and_back({"value": array})["value"]
    assert type(came) is np.ndarray
    assert came.dtype == array.dtype.newbyteorder("=")
    assert came.shape == array.shape
    assert np.array_equal(came, array)
    assert came.flags.c_contiguous == np.asarray(array).flags.c_contiguous
    assert came.flags.f_contiguous == np.asarray(array).flags.f_contiguous
    assert came.flags.writeable


@pytest.mark.parametrize(
    "value",
    [
        object(),
        (1, 2),
        b"bytes",
        {1: 2},
        np.array([object()]),
        np.array([1j]),
        np.array([b"bytes"]),
        np.zeros(3, dtype=[("a", "f8")]),
        np.array(["2024-01-01"], dtype="M8[D]"),
    ],
    ids=lambda value: str(getattr(value, "dtype", type(value).__name__)),
)
def test_other_things_cannot_cross(value):
    with pytest.raises(wire.WireError):
        wire.pack({"value": value})


def test_too_much_cannot_cross():
    with pytest.raises(wire.WireError, match="too large"):
        wire.pack({"value": np.zeros(wire.MOST_ARRAYS // 8 + 1)})
    with pytest.raises(wire.WireError, match="announced"):
        wire.lengths(struct.pack("<II", wire.MOST_JSON + 1, 0))


@pytest.mark.parametrize(
    ("text", "arrays"),
    [
        (b"", b""),
        (b"\xff\xfe", b""),
        (b"[]", b""),
        (b"[" * 100_000, b""),
        (b"9" * 100_000, b""),
        (b'{"dict":{"a":{"pickle":"gASV"}}}', b""),
        frame({"dict": []}),
        frame({"array": ["f8", [2], [0]]}, bytes(8)),
        frame({"array": ["f8", [2], [0]]}, bytes(24)),
        frame({"array": ["f8", [2**31 - 1] * 16, list(range(16))]}, bytes(8)),
        frame({"array": ["f8", [0] * 100, list(range(100))]}),
        frame({"array": ["f8", [0, 2**31 - 1], [0, 1]]}),
        frame({"array": ["f8", [-1], [0]]}),
        frame({"array": ["f8", [True], [0]]}, bytes(8)),
        frame({"array": ["f8", [1.0], [0]]}, bytes(8)),
        frame({"array": ["f8", [1, 1], [0, 0]]}, bytes(8)),
        frame({"array": ["O", [1], [0]]}, bytes(8)),
        frame({"array": ["V8", [1], [0]]}, bytes(8)),
        frame({"array": ["c16", [1], [0]]}, bytes(16)),
        frame({"array": ["f8,O", [1], [0]]}, bytes(16)),
        frame({"array": ["U999999999", [1], [0]]}, bytes(16)),
        frame({"array": ["b1", [1], [0]]}, b"\2"),
        frame({"array": ["U1", [1], [0]]}, b"\xff\xff\xff\xff"),
        frame({"array": ["U1", [1], [0]]}, b"\0\xd8\0\0"),
        frame({"array": "f8"}),
        frame({"opaque": ["a", 3]}),
        frame({"error": ["a", "b", "c", "1", "d"]}),
        frame({"outcome": [[], None]}),
        frame({"outcome": [{"dict": {}}, "no"]}),
        frame({"a": 1, "b": 2}),
    ],
    ids=lambda part: repr(part[:40]),
)
def test_forged_frames_are_refused(text, arrays):
    with pytest.raises(wire.WireError):
        wire.unpack(text, arrays)


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_no_bytes_raise_anything_else(text, arrays):
    with contextlib.suppress(wire.WireError):
        wire.unpack(text, arrays)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_no_json_raises_anything_else(value):
    with contextlib.suppress(wire.WireError):
        wire.unpack(json.dumps({"dict": {"value": value}}).encode(), b"")


def test_text_is_such_that_databases_take_it():
    came = there_and_back({"value": "a\0b\ud800c"})["value"]
    assert came == "a\N{REPLACEMENT CHARACTER}b?c"
    error = there_and_back({"value": StudentError("E", "x" * 100_000)})["value"]
    assert len(error.message) == wire.MOST_TEXT
