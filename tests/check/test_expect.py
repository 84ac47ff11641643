"""Judges' expectations: what passes, what does not, and what is said."""

import numpy as np
import pytest

from w2vlib.check.expect import (
    Wrong,
    expect_array,
    expect_gradient,
    expect_unchanged,
    expect_values,
)
from w2vlib.drive import snapshot


def test_equal_values_pass():
    expect_values(np.array([1.0, 2.0]), [1.0, 2.0], "out")


@pytest.mark.parametrize(
    ("came", "says"),
    [
        (np.zeros(3), r"out should have shape \(2,\), but its shape is \(3,\)"),
        (np.zeros((2, 1)), r"shape is \(2, 1\)"),
        (np.zeros(2, dtype=int), "out should hold float numbers, but its dtype is int64"),
        (None, r"it is None \(is there a `return`\?\)"),
        (snapshot([1.0, 2.0]), "it is a list of 2"),
        (snapshot({}), "it is a dict"),
        (np.array([1.0, np.nan]), r"The first difference is at \[1\]"),
        (np.array([1.0, np.inf]), r"The first difference is at \[1\]"),
        (np.array([1.0, 2.00001]), r"The first difference is at \[1\]"),
    ],
)
def test_what_came_is_said(came, says):
    with pytest.raises(Wrong, match=says):
        expect_values(came, [1.0, 2.0], "out")


def test_float32_has_its_own_rounding():
    expect_values(np.float32([1.000001]), [1.0], "out")
    with pytest.raises(Wrong):
        expect_values(np.float32([1.0001]), [1.0], "out")


def test_a_number_may_be_an_array_without_axes():
    expect_array(snapshot(0.5), "loss", shape=())
    with pytest.raises(Wrong, match="loss should be a single number"):
        expect_array(np.zeros(1), "loss", shape=())


def test_gradient_of_a_square():
    x, eps = np.array([1.0, -2.0]), 1e-4
    plus, minus = (x + eps) ** 2, (x - eps) ** 2
    expect_gradient(2 * x, plus, minus, eps, "dx")
    with pytest.raises(Wrong, match="central differences"):
        expect_gradient(2 * x + 1e-4, plus, minus, eps, "dx")


def test_changed_input_is_seen():
    expect_unchanged(np.zeros(2), np.zeros(2), "W")
    with pytest.raises(Wrong, match="W should be left as it was"):
        expect_unchanged(np.ones(2), np.zeros(2), "W")
