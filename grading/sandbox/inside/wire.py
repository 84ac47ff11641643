"""What crosses the line between grader and notebook: frames of JSON and raw arrays.

Both sides use this module, and the grader believes nothing of what it reads with it. A frame
says how long it is before it is read, an array what it is before it is made. There are no
pickles, no objects and no code: only numbers, text, lists, dicts and plain arrays.
"""

import json
import math
import re
import struct

import numpy as np

from w2vlib.drive import Opaque, Outcome, StudentError

#: Lengths of a frame's JSON and of its arrays, in bytes
_LENGTHS = struct.Struct("<II")
#: What a frame may weigh: an honest answer's has a hundredth of the one, and a thirtieth of the
#: other. How long it takes to judge what came grows with the arrays.
MOST_JSON = 4_000_000
MOST_ARRAYS = 8_000_000
#: Characters of a text that a student reads: an error's message, a value's picture
MOST_TEXT = 4_000

_DTYPE = re.compile(r"b1|[iu][1248]|f(2|4|8|16)|U\d{1,6}")
_MOST_AXES = 16


class WireError(ValueError):
    """What came is not what may cross."""


def pack(message):
    """Return a frame as bytes.

    Parameters
    ----------
    message : dict
        Of str, numbers, bool, None, lists, dicts with text as keys, arrays, `Opaque`,
        `StudentError` and `Outcome`.

    Raises
    ------
    WireError
        If something else is in it, or too much.
    """
    arrays = []
    text = json.dumps(_to_json(message, arrays), separators=(",", ":")).encode("ascii")
    length = sum(array.nbytes for array in arrays)
    if len(text) > MOST_JSON or length > MOST_ARRAYS:
        raise WireError(f"a frame of {len(text)} and {length} bytes is too large")
    parts = [_LENGTHS.pack(len(text), length), text]
    parts += [array.tobytes() for array in arrays]
    return b"".join(parts)


def lengths(prefix):
    """Return how many bytes of JSON and of arrays follow the first bytes of a frame.

    Raises
    ------
    WireError
        If they are more than may cross.
    """
    of_json, of_arrays = _LENGTHS.unpack(prefix)
    if of_json > MOST_JSON or of_arrays > MOST_ARRAYS:
        raise WireError(f"a frame of {of_json} and {of_arrays} bytes was announced")
    return of_json, of_arrays


PREFIX = _LENGTHS.size


def unpack(text, arrays):
    """Return the message of a frame.

    Parameters
    ----------
    text, arrays : bytes
        Its two parts, as long as `lengths` said.

    Raises
    ------
    WireError
        If they are no message.
    """
    reader = _Arrays(arrays)
    try:
        message = _from_json(json.loads(text), reader)
    # bytes that are no text, no JSON, integers of thousands of digits; brackets without end
    except (ValueError, RecursionError) as error:
        raise WireError(f"no message: {error}") from None
    if not isinstance(message, dict):
        raise WireError("no message: not a dict")
    if reader.at != len(arrays):
        raise WireError("more bytes than the arrays take")
    return message


def _to_json(value, arrays):
    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return value
    if kind is Opaque:
        return {"opaque": [value.type[:MOST_TEXT], value.text[:MOST_TEXT]]}
    if kind is Outcome:
        error = value.error and _to_json(value.error, arrays)
        return {"outcome": [_to_json(value.values, arrays), error]}
    if kind is StudentError:
        fields = [value.type, value.message, value.line, value.line_number, value.similar]
        return {"error": [f[:MOST_TEXT] if isinstance(f, str) else int(f) for f in fields]}
    if kind is list:
        return [_to_json(item, arrays) for item in value]
    if kind is dict:
        if not all(type(name) is str for name in value):
            raise WireError("a dict's keys must be text")
        return {"dict": {name: _to_json(item, arrays) for name, item in value.items()}}
    if isinstance(value, (np.ndarray, np.generic)):
        return _array_to_json(np.asarray(value), arrays)
    raise WireError(f"a {kind.__name__} cannot cross")


def _array_to_json(array, arrays):
    dtype = array.dtype.newbyteorder("=")
    name = dtype.str[1:]
    if not _DTYPE.fullmatch(name):
        raise WireError(f"an array of {array.dtype} cannot cross")
    # a matrix that is not in C order stays so: answers must cope with such ones
    axes = sorted(range(array.ndim), key=lambda axis: -abs(array.strides[axis]))
    arrays.append(np.ascontiguousarray(array.transpose(axes), dtype=dtype))
    return {"array": [name, list(arrays[-1].shape) if array.ndim else [], axes]}


def _from_json(value, reader):
    if value is None or type(value) in (bool, int, float):
        return value
    if type(value) is str:
        return plain_text(value)
    if type(value) is list:
        return [_from_json(item, reader) for item in value]
    if len(value) != 1:
        raise WireError("a value of no known kind")
    ((kind, content),) = value.items()
    if kind == "dict" and type(content) is dict:
        return {plain_text(name): _from_json(item, reader) for name, item in content.items()}
    if kind == "array":
        return reader.take(content)
    if kind == "opaque" and _is_list_of(content, str, str):
        return Opaque(*(plain_text(text, MOST_TEXT) for text in content))
    if kind == "error" and _is_list_of(content, str, str, str, int, str):
        type_, message, line, number, similar = content
        texts = (plain_text(text, MOST_TEXT) for text in (type_, message, line))
        number = number if 0 <= number < 1_000_000 else 0
        return StudentError(*texts, number, plain_text(similar, MOST_TEXT))
    if kind == "outcome" and type(content) is list and len(content) == 2:
        values, error = (_from_json(item, reader) for item in content)
        if type(values) is dict and (error is None or type(error) is StudentError):
            return Outcome(values, error)
    raise WireError("a value of no known kind")


def _is_list_of(content, *types):
    return type(content) is list and [type(item) for item in content] == list(types)


def plain_text(text, most=None):
    """Return text that any file and any database can hold.

    Parameters
    ----------
    text : str
        Halves of surrogate pairs and the character 0 are replaced.
    most : int, optional
        What is longer is cut.
    """
    text = (
        text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
    )
    return text if most is None or len(text) <= most else text[: most - 1] + "…"


class _Arrays:
    """Takes one array after another from the bytes of a frame."""

    def __init__(self, content):
        self.content = content
        self.at = 0

    def take(self, description):
        if not _is_list_of(description, str, list, list):
            raise WireError("an array without its dtype, shape and axes")
        name, shape, axes = description
        if not _DTYPE.fullmatch(name):
            raise WireError("an array of another dtype than may cross")
        if any(type(length) is not int or not 0 <= length < 2**31 for length in shape + axes):
            raise WireError("an array whose shape makes no sense")
        if len(shape) > _MOST_AXES or sorted(axes) != list(range(len(shape))):
            raise WireError("an array whose axes make no sense")
        dtype = np.dtype(name)
        # an array of nothing may still be endlessly wide, and a sum of it would not be nothing
        if math.prod(length or 1 for length in shape) * dtype.itemsize > MOST_ARRAYS:
            raise WireError("an array whose shape makes no sense")
        end = self.at + math.prod(shape) * dtype.itemsize
        if end > len(self.content):
            raise WireError("an array larger than the frame")
        array = np.frombuffer(self.content[self.at : end], np.uint8)
        self.at = end
        _require_values(array, dtype)
        array = array.copy().view(dtype) if array.size else np.empty(0, dtype)
        return array.reshape(shape).transpose(np.argsort(axes))


def _require_values(raw, dtype):
    """Refuse bytes that no array can be made of by honest means."""
    if dtype.kind == "b" and raw.size and raw.max() > 1:
        raise WireError("a truth value that is neither 0 nor 1")
    if dtype.kind == "U" and raw.size:
        codes = np.frombuffer(raw, np.uint32)
        if codes.max() > 0x10FFFF or np.any((codes >= 0xD800) & (codes < 0xE000)):
            raise WireError("an array of text that holds no text")
