"""alike: the same behaviour, whatever names the student chose."""

import numpy as np
import pytest

from w2vlib.check.alike import alike
from w2vlib.drive import Opaque, Outcome, StudentError


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (np.zeros(2), np.zeros(2), True),
        (np.zeros(2), np.full(2, 1e-12), True),
        (np.zeros(2), np.full(2, 1e-3), False),
        (np.zeros(2), np.zeros(3), False),
        (np.zeros(2), np.zeros(2, int), False),
        (np.full(2, np.nan), np.full(2, np.nan), True),
        (np.float32([1]), np.float64([1.000001]), True),
        ([np.zeros(2)], [np.zeros(2), None], False),
        (None, None, True),
        (None, np.zeros(()), False),
        (Opaque("dict", "{}"), Opaque("dict", "{'a': 1}"), True),
    ],
)
def test_values(a, b, same):
    assert alike(Outcome({"out": a}), Outcome({"out": b})) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("'Mine' object has no attribute 'x'", "'Other' object has no attribute 'x'", True),
        ("'Mine' object has no attribute 'x'", "'Mine' object has no attribute 'y'", False),
        ("Mine.forward() takes 2 arguments", "Other.forward() takes 2 arguments", True),
    ],
)
def test_errors(a, b, same):
    first, second = (Outcome({}, StudentError("AttributeError", text)) for text in (a, b))
    assert alike(first, second) is same


def test_error_is_not_a_value():
    assert not alike(Outcome({}, StudentError("ValueError", "")), Outcome({}))
