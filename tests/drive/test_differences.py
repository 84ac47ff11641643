"""evaluate_around: each entry moved both ways, then put back."""

import numpy as np

from w2vlib.drive.differences import evaluate_around


def test_values_of_a_square():
    x = np.array([1.0, 3.0])
    plus, minus = evaluate_around(lambda: np.sum(x**2), x, eps=0.5)
    assert plus.tolist() == [1.5**2 + 9, 1 + 3.5**2]
    assert minus.tolist() == [0.5**2 + 9, 1 + 2.5**2]
    assert x.tolist() == [1, 3], "x was not put back"
