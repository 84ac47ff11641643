"""Grade one notebook: run it in a sandbox, and judge from outside what came of it."""

import os
import re
import secrets
import time
from dataclasses import dataclass, field

from nbformat.v4 import new_output

from grading.judge import NotRun, judge, missing, not_run
from grading.remembered import cases_of, mistakes_of
from grading.sandbox.conversation import Conversation, Interrupted, Stopped
from grading.sandbox.inside.wire import WireError
from grading.sandbox.library import library_of, offers
from grading.sandbox.limits import Limits
from grading.sandbox.outputs import Outputs
from grading.sandbox.pool import InfrastructureError
from grading.status import Flag, Status
from w2vlib.check.report import Report

#: Times that a notebook is begun anew after a fault that was not its own
_TRIES = 2


@dataclass
class Graded:
    """What came of grading one notebook.

    Attributes
    ----------
    reports : dict of (list of Report)
        The report of each object that a check cell checks, by the cell's grade id. A report has
        a ``score``, its ``results`` check by check, and shows as a table.
    flags : list of Flag
        What an instructor should know besides.
    outputs : dict of (list of NotebookNode)
        The outputs of each code cell that ran, by its number in the notebook. They are the
        student's, to be sanitised before a browser shows them, but for those of check cells.
    seed : int
        With it, the same notebook is given the same inputs again.
    seconds : float
        How long it took.
    complete : bool
        False where the infrastructure failed: there is no score then, and certainly not 0.
    """

    seed: int
    reports: dict = field(default_factory=dict)
    flags: list = field(default_factory=list)
    outputs: dict = field(default_factory=dict)
    seconds: float = 0.0
    complete: bool = True

    @property
    def scores(self):
        """The points of each check cell, by grade id; empty where they are not known."""
        if not self.complete:
            return {}
        return {
            grade_id: sum(report.score for report in reports)
            for grade_id, reports in self.reports.items()
        }

    @property
    def statuses(self):
        """The different statuses, in the order in which they were met."""
        return list(dict.fromkeys(flag.status for flag in self.flags))


def grade_notebook(exercise, notebook, pool, *, seed=None, limits=None):
    """Grade a notebook.

    Parameters
    ----------
    exercise : Exercise
    notebook : NotebookNode
        In format 4, with its cells in order. A check cell is known by its grade id; what stands
        in it is not run. A check of the exercise without a cell is made after the last cell; of
        several cells with one grade id the last counts.
    pool : grading.sandbox.pool.Pool
    seed : int, optional
        That of a run before, to give the same inputs again; a fresh one if not given.
    limits : Limits, optional

    Returns
    -------
    graded : Graded
        Whatever the notebook does. Judging changes `sys.stdout` for moments and NumPy's global
        random state, so that one process should grade one notebook at a time.
    """
    # links in reports are for students, on other computers: as nbgrader tells them
    os.environ.setdefault("NBGRADER_EXECUTION", "autograde")
    seed = secrets.randbits(32) if seed is None else seed
    limits = limits or Limits()
    started = time.perf_counter()
    for attempt in range(_TRIES):
        graded = Graded(seed)
        try:
            with pool.server() as server:
                _Run(exercise, notebook, graded, limits).through(server)
                if names := _used_offers(exercise, notebook):
                    again = Graded(seed)
                    _Run(exercise, notebook, again, limits, names).through(server)
                    _take_over(graded, again, exercise, names)
            break
        except InfrastructureError as error:
            if attempt == _TRIES - 1:
                graded = Graded(seed, complete=False)
                graded.flags.append(Flag(Status.INFRASTRUCTURE, detail=str(error)))
    graded.seconds = time.perf_counter() - started
    return graded


class _Run:
    """One notebook's way through a sandbox."""

    def __init__(self, exercise, notebook, graded, limits, offered=frozenset()):
        self.exercise = exercise
        self.library = library_of(exercise, offered)
        self.graded = graded
        self.limits = limits
        self.output_left = limits.notebook_output
        self.cells = notebook.cells
        places = {_grade_id(cell): number for number, cell in enumerate(self.cells)}
        self.checks = {
            places.get(grade_id, len(self.cells) + number): check
            for number, (grade_id, check) in enumerate(exercise.checks.items())
        }

    def through(self, server):
        conversation = Conversation(server, self.library, self.limits)
        try:
            for number in sorted({*range(len(self.cells)), *self.checks}):
                if number in self.checks:
                    self._check(conversation, number)
                elif _is_to_run(self.cells[number], self.exercise):
                    self._execute(conversation, number)
        except Stopped as stopped:
            self._flag(stopped.status, number, stopped.detail)
            self._give_up(_reason(stopped.status))
        finally:
            conversation.close()

    def _execute(self, conversation, number):
        outputs = Outputs(min(self.limits.cell_output, self.output_left))
        try:
            conversation.run(self.cells[number].source, outputs)
        except Interrupted:
            self._flag(Status.TIMEOUT, number, f"over {self.limits.cell_seconds:g} s")
        except WireError as error:
            self._flag(Status.TOO_LARGE, number, str(error))
        finally:
            self.output_left -= outputs.size
            self.graded.outputs[number] = outputs.cells
            if outputs.cut:
                self._flag(Status.TOO_MUCH_OUTPUT, number)

    def _check(self, conversation, number):
        end = time.monotonic() + self.limits.cell_seconds
        reports = self.graded.reports.setdefault(self.checks[number].grade_id, [])
        for target in self.checks[number].targets:
            runs, stopped = [], None
            if conversation.defines(target):
                runs, stopped = self._drive(conversation, target, end, number)
                results, implausible = judge(target, runs, mistakes_of(target, self.graded.seed))
                for name in implausible:
                    self._flag(Status.IMPLAUSIBLE, number, name)
            else:
                results = missing(target)
            reports.append(Report(target, results, self.graded.seed))
            if stopped:
                raise stopped
        self.graded.outputs[number] = _shown(reports)

    def _drive(self, conversation, target, end, number):
        """Return what came of each check, and the fault that ended the notebook, or None."""
        runs, stopped, reason = [], None, None
        for check, cases in cases_of(target, self.graded.seed):
            if reason is None:
                try:
                    seconds = end - time.monotonic()
                    outcomes = conversation.drive(target, check.drive, cases, seconds)
                except Interrupted:
                    self._flag(Status.TIMEOUT, number, check.name)
                    reason = _reason(Status.TIMEOUT)
                except Stopped as fault:
                    stopped, reason = fault, _reason(fault.status)
            runs.append((check, cases, NotRun(reason) if reason else outcomes))
        return runs, stopped

    def _give_up(self, reason):
        """Give no points for what was not checked any more."""
        for number, check in self.checks.items():
            reports = self.graded.reports.setdefault(check.grade_id, [])
            for target in check.targets[len(reports) :]:
                reports.append(Report(target, not_run(target, reason), self.graded.seed))
            self.graded.outputs.setdefault(number, _shown(reports))

    def _flag(self, status, number, detail=""):
        self.graded.flags.append(Flag(status, number, detail))


def _used_offers(exercise, notebook):
    """Return what an exercise asks for, offers from the library, and a notebook takes up."""
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return frozenset(
        name for name in offers(exercise) if any(_takes(name, source) for source in sources)
    )


def _takes(name, source):
    # line by line: one expression for all of it can take hours for a line made for it
    imports = (line.partition("from w2vlib import ")[2] for line in source.splitlines())
    return re.search(rf"w2vlib\.{name}\b", source) or any(
        re.search(rf"\b{name}\b", names) for names in imports
    )


def _take_over(graded, again, exercise, offered):
    """Replace the results of cells that check nothing of what is offered."""
    for grade_id, check in exercise.checks.items():
        if not offered & set(check.targets):
            graded.reports[grade_id] = again.reports[grade_id]
    graded.outputs = again.outputs
    graded.flags += [flag for flag in again.flags if flag not in graded.flags]


def _grade_id(cell):
    about = cell.metadata.get("nbgrader")
    return about.get("grade_id") if isinstance(about, dict) else None


def _is_to_run(cell, exercise):
    # a second cell with the grade id of a check is not a check; nor is it anything else
    return (
        cell.cell_type == "code" and cell.source.strip() and _grade_id(cell) not in exercise.checks
    )


def _reason(status):
    return f"This could not be checked: {status.meaning}."


def _shown(reports):
    """Return what check cells put out: as in a notebook, but that each report is shown."""
    outputs = []
    for report in reports:
        data = {"text/html": report._repr_html_(), "text/plain": repr(report)}
        outputs.append(new_output("display_data", data=data))
    return outputs
