"""Snapshots are plain data that nothing can change afterwards."""

import numpy as np
import pytest

from w2vlib.drive import Opaque, snapshot


def test_array_is_copied():
    array = np.arange(3)
    taken = snapshot(array)
    array[...] = 9
    assert taken.tolist() == [0, 1, 2]


def test_subclass_becomes_a_plain_array():
    class Mine(np.ndarray):
        def __eq__(self, other):
            return True

    assert type(snapshot(np.arange(3).view(Mine))) is np.ndarray


@pytest.mark.parametrize("value", [1, 1.5, True, np.float32(2)])
def test_numbers_become_arrays_without_axes(value):
    taken = snapshot(value)
    assert taken.shape == ()
    assert taken == value


def test_lists_are_taken_item_by_item():
    first, second = snapshot([np.zeros(2), None])
    assert first.tolist() == [0, 0]
    assert second is None


@pytest.mark.parametrize("value", [{"a": 1}, np.array([object()]), lambda: 0, range(3)])
def test_anything_else_is_opaque(value):
    assert isinstance(snapshot(value), Opaque)


def test_long_picture_is_cut():
    assert len(snapshot({"text": "x" * 1000}).text) == 80


def test_broken_repr_is_survived():
    class Broken:
        def __repr__(self):
            raise RuntimeError

    assert snapshot(Broken()) == Opaque("Broken", "<RuntimeError in its repr>")
