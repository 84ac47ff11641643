"""What a notebook calls in its graded cells."""

import sys

from w2vlib.check.grade import grade, not_defined
from w2vlib.check.registry import checks_of
from w2vlib.check.report import Report

#: What is said of an object that the notebook does not define
MISSING = (
    "{target} is not defined. Run the cell in which you write it; if Python reports an error "
    "there, mend that first."
)


def check(student, *, seed=None):
    """Check a graded object.

    Parameters
    ----------
    student : class, function or str
        What you wrote, or its name. By name, an object that is not defined gets a calm
        report instead of a NameError.
    seed : int, optional
        Makes the same inputs again; fresh ones if not given.

    Returns
    -------
    report : Report
        Shows as a table in a notebook; ``print(check(...))`` for a terminal.

    Raises
    ------
    LookupError
        If no exercise asks for an object of that name.

    Examples
    --------
    >>> from w2vlib import Embedding
    >>> print(check(Embedding).headline)
    Embedding: 10 of 10 points. All checks pass.
    """
    if isinstance(student, str):
        target, names = student, sys._getframe(1).f_globals
        checks_of(target)
        if target not in names:
            return Report(target, not_defined(target, MISSING.format(target=target)), 0)
        student = names[target]
    else:
        target = getattr(student, "__name__", type(student).__name__)
    results, seed = grade(target, student, seed)
    return Report(target, results, seed)
