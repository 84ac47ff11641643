"""Grade one object: run its checks, and say what is wrong and why."""

import secrets
from collections import Counter
from dataclasses import dataclass

import numpy as np

from w2vlib.check.catalogue import fitting
from w2vlib.check.registry import checks_of
from w2vlib.drive import StudentError


@dataclass(frozen=True)
class CheckResult:
    """What one check found.

    Attributes
    ----------
    name, points, max_points
        The property, what it earned and what it could.
    message : str
        What was expected and what came; empty if passed.
    misconception : Misconception or None
        The known mistake that behaves in just this way.
    section : str
        Page and anchor in the book to read.
    started : bool
        False if the student has not begun to write this part.
    """

    name: str
    points: float
    max_points: float
    message: str
    misconception: object
    section: str
    started: bool = True

    @property
    def passed(self):
        """Whether the property holds."""
        return not self.message


def grade(target, student, seed=None):
    """Run all checks of `target` on `student`.

    Parameters
    ----------
    target : str
        Name of the graded object.
    student : object
        The class or function that the student wrote.
    seed : int, optional
        Makes the same inputs again; a fresh one if not given.

    Returns
    -------
    results : list of CheckResult
    seed : int
        The seed that was used.
    """
    seed = secrets.randbits(32) if seed is None else seed
    _, checks = checks_of(target)
    runs = []
    for number, check in enumerate(checks):
        # a stream for each check: adding one leaves the others' inputs as they were
        cases = check.cases(np.random.default_rng([seed, number]))
        outcomes = check.run(student, cases)
        wrong = check.verdict(cases, outcomes)
        unknown = wrong is None or _not_started(wrong)
        fits = [] if unknown else fitting(target, check, cases, outcomes)
        runs.append((check, wrong, fits))
    # where several known mistakes fit one check, the one that explains most checks is named
    votes = Counter(entry.id for _, _, fits in runs for entry in fits)
    return [_result(check, wrong, fits, votes) for check, wrong, fits in runs], seed


def not_defined(target, reason):
    """Return the results for an object that does not exist."""
    return [
        CheckResult(check.name, 0, check.points, reason, None, check.section)
        for check in checks_of(target)[1]
    ]


def _result(check, wrong, fits, votes):
    best = max(fits, key=lambda entry: votes[entry.id], default=None)
    return CheckResult(
        check.name,
        0 if wrong else check.points,
        check.points,
        _message(wrong) if wrong else "",
        best,
        best.section if best else check.section,
        started=not _not_started(wrong),
    )


def _not_started(wrong):
    return isinstance(wrong, StudentError) and wrong.type == "NotImplementedError"


def _message(wrong):
    if not isinstance(wrong, StudentError):
        return str(wrong)
    if _not_started(wrong):
        return "Not written yet: replace `raise NotImplementedError()` with your own code."
    text = f"Your code stopped with {wrong.type}: {wrong.message}"
    if wrong.similar:
        text += f". There is something called {wrong.similar!r}: is that the same name, misspelt?"
    if wrong.line:
        text += f"\nin line {wrong.line_number}:  {wrong.line}"
    return text
