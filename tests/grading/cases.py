"""The cases that grading has to survive: something really handed in, and what should come of it.

What a notebook tries while it runs is a file of attacks/. What is odd about files, and faults
around the grader, are functions of `handed_in_cases` and `around_cases`. All go the same way:
from bytes through the sandbox to a score and statuses.
"""

import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grading.grade import grade_notebook
from grading.reading import read_submission
from tests.grading import around_cases, handed_in_cases
from tests.grading.submissions import ATTACKS, RIGHT, attack, filled, released

NAMES = {
    1: "patched assert or np.testing",
    2: "AST or input transformers",
    3: "run_cell_async replaced",
    4: "forged or repeated outputs",
    5: "forged replies",
    6: "objects equal to everything, ndarray subclasses",
    7: "nan, inf, negative and too large scores",
    8: "expected values looked for in frames and /proc",
    9: "hidden tests on disk",
    10: "the gradebook",
    11: "other submissions",
    12: "other kernels' connection files",
    13: "the network",
    14: "fork bomb",
    15: "memory bomb",
    16: "a full disk",
    17: "an endless loop that swallows interrupts",
    18: "many cells just under the limit",
    19: "os._exit and crashes",
    20: "input()",
    21: "a daemon left behind",
    22: "giant outputs",
    23: "warnings on stderr",
    24: "duplicate grade id",
    25: "deleted or reordered check",
    26: "tampered points, flags, type",
    27: "bad JSON, BOM, giant file, wrong nbformat",
    28: "renamed or extra notebook",
    29: "alien kernelspec",
    30: "links, path traversal, a numpy.py",
    31: "pickles",
    32: "decode bombs",
    33: "answers to the public cases",
    34: "inputs mutated, random state changed",
    35: "code that detects grading",
    36: "HTML and JS in feedback",
    37: "formulas in exported names",
    38: "the grader killed",
    39: "a locked database",
    40: "a failed regrade",
    41: "a fault of the infrastructure",
}


@dataclass(frozen=True)
class Case:
    """Something handed in.

    Attributes
    ----------
    numbers : tuple of int
        Those of `NAMES` that it belongs to; none for attacks that were found here.
    name : str
    score : float or None
        That should come of it; None where there should be none.
    statuses : list of str
    run : callable
        ``run(pool)`` returns score, statuses, and what else went wrong, as text.
    """

    numbers: tuple[int, ...]
    name: str
    score: float | None
    statuses: list
    run: Callable


@dataclass(frozen=True)
class Ran:
    """What came of a case."""

    case: Case
    score: float | None
    statuses: list
    problem: str

    @property
    def safe(self):
        """Whether all came that should, and nothing else."""
        expected = (self.case.score, self.case.statuses, "")
        return (self.score, self.statuses, self.problem) == expected


def all_cases():
    """Return all cases, those of attacks/ first."""
    cases = [_of_attack(path) for path in sorted(ATTACKS.glob("*.py"))]
    cases += [
        Case((number,), change.__name__, score, statuses, _of_files(change))
        for change, number, score, statuses in handed_in_cases.CASES
    ]
    cases += [
        Case((number,), around.__name__, score, statuses, _around(around))
        for around, number, score, statuses in around_cases.CASES
    ]
    return cases


def run_case(case, pool):
    """Run a case, and an honest neighbour after it in the same sandbox.

    Returns
    -------
    ran : Ran
    """
    score, statuses, problem = case.run(pool)
    exercise = released("04_embedding")
    neighbour = grade_notebook(exercise, filled(exercise, [("embedding", RIGHT)]), pool)
    if neighbour.scores != {"check_embedding": 10} or neighbour.flags:
        problem += f"a neighbour had {neighbour.scores}, {neighbour.flags}"
    return Ran(case, score, statuses, problem)


def run_cases(pool):
    """Run all cases, one after the other, and return what came.

    Parameters
    ----------
    pool : grading.sandbox.pool.Pool

    Returns
    -------
    ran : list of Ran
    """
    return [run_case(case, pool) for case in all_cases()]


def safe_numbers(ran):
    """Return those of `NAMES` of which something was run, and nothing was unsafe.

    Parameters
    ----------
    ran : list of Ran
    """
    were_run = {number for each in ran for number in each.case.numbers}
    return were_run - {number for each in ran if not each.safe for number in each.case.numbers}


def covered(root):
    """Return the numbers of the cases that the tests below a folder say they are.

    In a test, ``# case: 38`` on a line of its own says so.
    """
    found = {number for case in all_cases() for number in case.numbers}
    for path in Path(root).rglob("test_*.py"):
        for numbers in re.findall(r"^# case: ([\d, ]+)$", path.read_text(), re.MULTILINE):
            found |= {int(number) for number in numbers.split(",")}
    return found


def _of_attack(path):
    case = attack(path)

    def run(pool):
        data = nbformat.writes(filled(case.exercise, case.cells)).encode()
        submission = read_submission(data, case.exercise)
        graded = grade_notebook(case.exercise, submission.notebook, pool, limits=case.limits)
        outputs = json.dumps(list(graded.outputs.values()), ensure_ascii=False)
        problem = "" if case.output in outputs else f"no {case.output!r} in {outputs}"
        if set(graded.scores) != set(case.exercise.checks):
            problem += f"scores for {set(graded.scores)}"
        return _score(graded), _statuses(submission, graded), problem

    return Case(case.numbers, path.stem, case.score, case.statuses, run)


def _of_files(change):
    def run(pool):
        with tempfile.TemporaryDirectory() as folder:
            submission = handed_in_cases.handed_in(change, Path(folder))
        graded = grade_notebook(submission.exercise, submission.notebook, pool)
        return _score(graded), _statuses(submission, graded), ""

    return run


def _around(around):
    def run(pool):
        with tempfile.TemporaryDirectory() as folder:
            return around(pool, Path(folder))

    return run


def _score(graded):
    return sum(graded.scores.values()) if graded.complete else None


def _statuses(submission, graded):
    flags = (*submission.flags, *graded.flags)
    return list(dict.fromkeys(flag.status.value for flag in flags))
