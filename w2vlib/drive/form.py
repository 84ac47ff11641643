"""What drive itself decides of the form of its values, however the student's code behaves.

A judge may rely on it beside the student's code. A grader that had the values from another
process looks first whether they have that form: nothing else came from drive.
"""

import numpy as np


def brings(**forms):
    """Declare the form of some values that a drive brings back.

    Parameters
    ----------
    forms : callable
        By the value's name: ``form(case)`` returns how many items it has, or its shape.

    Examples
    --------
    >>> @brings(losses=lambda case: case["times"])
    ... def drive(student, case):
    ...     return {"losses": [student() for _ in range(case["times"])]}
    >>> misfit(drive, {"times": 2}, {"losses": [0.5, 0.4]})
    >>> misfit(drive, {"times": 2}, {"losses": []})
    'losses'
    """

    def declare(drive):
        drive.forms = forms
        return drive

    return declare


def misfit(drive, case, values):
    """Return the name of a value that does not have the form that its drive gives, or None."""
    for name, form in getattr(drive, "forms", {}).items():
        if name in values and not _fits(values[name], form(case)):
            return name
    return None


def _fits(value, form):
    if isinstance(form, tuple):
        return isinstance(value, np.ndarray) and value.shape == form
    if isinstance(value, np.ndarray):
        return value.ndim > 0 and len(value) == form
    return isinstance(value, list) and len(value) == form
