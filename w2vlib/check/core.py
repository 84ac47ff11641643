"""What a check is: inputs from a seed, a drive, a judge, and points."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from w2vlib.check.alike import alike
from w2vlib.check.expect import Wrong
from w2vlib.drive import Outcome, run


@dataclass(frozen=True)
class Check:
    """One property of a graded object.

    Attributes
    ----------
    name : str
        The property in a few words, as the student reads it.
    points : float
        What it is worth.
    cases : callable
        ``cases(rng)`` returns a list of dicts of arrays and numbers, one dict per run.
    drive : callable
        ``drive(student, case)`` returns a dict of snapshots. Lives in `w2vlib.drive`.
    judge : callable
        ``judge(case, values)`` raises `Wrong` if the values are not right. It never sees
        the student's object.
    section : str
        Page and anchor in the book, such as ``"04_embedding#repeated-ids"``.
    alike : callable
        ``alike(outcome, other)`` tells whether two outcomes show the same behaviour. Where
        outcomes are random, the check brings its own.
    chance : bool
        Whether a right answer could fail by bad luck: in at most one of 100 million runs.
    """

    name: str
    points: float
    cases: Callable[[np.random.Generator], list[dict]]
    drive: Callable[[object, dict], dict]
    judge: Callable[[dict, dict], None]
    section: str
    alike: Callable[[Outcome, Outcome], bool] = field(default=alike)
    chance: bool = False

    def run(self, student, cases):
        """Drive `student` through `cases`, up to the first error."""
        outcomes = []
        for case in cases:
            outcomes.append(run(self.drive, student, case))
            if outcomes[-1].error:
                break
        return outcomes

    def verdict(self, cases, outcomes):
        """Return what is wrong with the outcomes, or None if nothing is.

        Returns
        -------
        wrong : Wrong, StudentError or None
        """
        for case, outcome in zip(cases, outcomes, strict=False):
            if outcome.error:
                return outcome.error
            try:
                self.judge(case, outcome.values)
            except Wrong as wrong:
                return wrong
        return None
