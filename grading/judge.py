"""Judge what came back from a notebook: outcomes in, results out.

No verdict comes from the student's process, and nothing that comes from there raises here.
"""

from dataclasses import replace

import numpy as np

from grading.bounded import OverTime, at_most
from w2vlib.check.expect import Wrong
from w2vlib.check.grade import not_defined, results_of
from w2vlib.check.notebook import MISSING
from w2vlib.drive import Outcome
from w2vlib.drive.form import misfit

#: Characters of a message; it may quote what the student's code returned
_MOST_MESSAGE = 10_000
#: CPU seconds to judge a check, for which an honest one needs a hundredth, and to name mistakes,
#: all of which have to be tried when the first of a run comes
_MOST_SECONDS, _MOST_NAMING = 5, 30
#: Bytes for it: a column and a row, each of which may cross, make a matrix that fills a computer
_MOST_MEMORY = 2**30


class Implausible(Wrong):
    """What came back cannot come from drive, whatever the student wrote."""


class NotRun(Wrong):
    """The check was not reached, or not finished."""


def judge(target, runs, mistakes=None):
    """Return the results of a target's checks.

    Parameters
    ----------
    target : str
    runs : list of (Check, list of dict, list of Outcome or NotRun)
        Each check of the target in order, its cases, and what came back.
    mistakes : list of KnownMistake, optional
        Those of an earlier call with the same cases.

    Returns
    -------
    results : list of CheckResult
    implausible : list of str
        The names of checks whose outcomes no drive gives.
    """
    wrongs = [verdict(*run) for run in runs]
    implausible = [
        check.name
        for (check, *_), wrong in zip(runs, wrongs, strict=True)
        if isinstance(wrong, Implausible)
    ]
    known = [
        (check, cases, [] if isinstance(wrong, (Implausible, NotRun)) else outcomes)
        for (check, cases, outcomes), wrong in zip(runs, wrongs, strict=True)
    ]
    try:
        with np.errstate(all="ignore"), at_most(_MOST_NAMING, _MOST_MEMORY):
            results = results_of(target, known, wrongs, mistakes)
    except (Exception, OverTime):
        # which mistake they are like cannot be said of outcomes that no drive gives
        results = results_of(target, known, wrongs, mistakes=[])
    return [_bounded(result) for result in results], implausible


def missing(target):
    """Return the results of a target that the notebook does not define."""
    return not_defined(target, MISSING.format(target=target))


def not_run(target, reason):
    """Return the results of a target that could not be looked at."""
    return not_defined(target, reason)


def verdict(check, cases, outcomes):
    """Return what is wrong with outcomes, or None; as `Check.verdict`, but of any outcomes."""
    if isinstance(outcomes, NotRun):
        return outcomes
    ended_early = bool(outcomes) and isinstance(outcomes[-1], Outcome) and outcomes[-1].error
    if (
        not all(isinstance(outcome, Outcome) for outcome in outcomes)
        or len(outcomes) > len(cases)
        or (len(outcomes) < len(cases) and not ended_early)
    ):
        return Implausible("What came back is not what the check's calls give.")
    for case, outcome in zip(cases, outcomes, strict=False):
        if name := misfit(check.drive, case, outcome.values):
            return Implausible(f"What came back is not what the check's calls give ({name}).")
    try:
        with np.errstate(all="ignore"), at_most(_MOST_SECONDS, _MOST_MEMORY):
            return check.verdict(cases, outcomes)
    except OverTime:
        return Implausible("What came back takes too long to look at.")
    except Exception as error:
        # a judge may rely on what drive itself adds; only a forged outcome lacks that
        return Implausible(
            f"What came back is not what the check's calls give ({type(error).__name__})."
        )


def _bounded(result):
    if len(result.message) <= _MOST_MESSAGE:
        return result
    return replace(result, message=result.message[: _MOST_MESSAGE - 1] + "…")
