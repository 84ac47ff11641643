"""Grade one object: run its checks, and say what is wrong and why."""

import re
import secrets
from dataclasses import dataclass

import numpy as np

from w2vlib.check.diagnosis import diagnose
from w2vlib.check.registry import checks_of
from w2vlib.drive import StudentError

#: What Python's words mean here: to a learner, these errors speak of something else
_ADVICE = (
    (
        r"\w+\(\) takes no arguments$",
        "Python found no `__init__` in the class. Does one stand there, one level in, with two "
        "underscores on each side?",
    ),
    (
        r"\w+\.\w+\(\) takes \d+ positional arguments? but",
        "Python counts the object itself, too. Does the method name `self` first, and then all "
        "that the task lists?",
    ),
)


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


def grade(target, student, seed=None, mistakes=None):
    """Run all checks of `target` on `student`.

    Parameters
    ----------
    target : str
        Name of the graded object.
    student : object
        The class or function that the student wrote.
    seed : int, optional
        Makes the same inputs again; a fresh one if not given.
    mistakes : list of KnownMistake, optional
        Those of an earlier call with the same seed.

    Returns
    -------
    results : list of CheckResult
    seed : int
        The seed that was used.
    """
    seed = secrets.randbits(32) if seed is None else seed
    runs = [(check, cases, check.run(student, cases)) for check, cases in cases_of(target, seed)]
    wrongs = [check.verdict(cases, outcomes) for check, cases, outcomes in runs]
    return results_of(target, runs, wrongs, mistakes), seed


def cases_of(target, seed):
    """Yield each check of `target`, and its cases.

    Parameters
    ----------
    target : str
    seed : int

    Yields
    ------
    check : Check
    cases : list of dict
    """
    for number, check in enumerate(checks_of(target)[1]):
        # a stream for each check: adding one leaves the others' inputs as they were
        yield check, check.cases(np.random.default_rng([seed, number]))


def results_of(target, runs, wrongs, mistakes=None):
    """Return the results of a graded object's checks, with the known mistakes named.

    Parameters
    ----------
    target : str
    runs : list of (Check, list of dict, list of Outcome)
        Each check of `target`, its cases, and what came of the student's object.
    wrongs : list of (Wrong, StudentError or None)
        What is wrong with each, as `Check.verdict` says it.
    mistakes : list of KnownMistake, optional
        Those of an earlier call with the same seed.

    Returns
    -------
    results : list of CheckResult
    """
    to_explain = [
        (*run, None if _not_started(wrong) else wrong)
        for run, wrong in zip(runs, wrongs, strict=True)
    ]
    named = diagnose(target, to_explain, mistakes)
    return [
        _result(check, wrong, entry)
        for (check, *_), wrong, entry in zip(runs, wrongs, named, strict=True)
    ]


def not_defined(target, reason):
    """Return the results for an object that could not be checked, for a reason."""
    return [
        CheckResult(check.name, 0, check.points, reason, None, check.section)
        for check in checks_of(target)[1]
    ]


def _result(check, wrong, entry):
    return CheckResult(
        check.name,
        0 if wrong else check.points,
        check.points,
        message_of(wrong) if wrong else "",
        entry,
        entry.section if entry else check.section,
        started=not _not_started(wrong),
    )


def _not_started(wrong):
    return isinstance(wrong, StudentError) and wrong.type == "NotImplementedError"


def message_of(wrong):
    """Return what a student is told of a check's verdict."""
    if not isinstance(wrong, StudentError):
        return str(wrong)
    if _not_started(wrong):
        return "Not written yet: replace `raise NotImplementedError()` with your own code."
    text = f"Your code stopped with {wrong.type}: {wrong.message}"
    if wrong.similar:
        text += f". There is something called {wrong.similar!r}: is that the same name, misspelt?"
    if wrong.line:
        text += f"\nin line {wrong.line_number}:  {wrong.line}"
    for pattern, advice in _ADVICE:
        if wrong.type == "TypeError" and re.search(pattern, wrong.message):
            text += f"\n{advice}"
    return text
