"""Read a submission: one notebook that can be run and graded, and what was odd about it."""

import copy
import functools
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from grading.cells import restore_cells
from grading.notebook_bytes import MAX_BYTES, parse_notebook
from grading.status import Flag, Status


@dataclass(frozen=True)
class Submission:
    """What a student handed in for an exercise, ready to be run.

    Attributes
    ----------
    exercise : Exercise
    notebook : NotebookNode
        The student's cells in their order; the exercise's cells each once, checks as released.
        Without outputs. If nothing could be read it holds the graded cells alone.
    flags : tuple of Flag
    """

    exercise: object
    notebook: NotebookNode
    flags: tuple[Flag, ...]

    @property
    def answers(self):
        """The text of each cell for an answer that is there, by grade id."""
        return {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in self.notebook.cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }

    @property
    def code(self):
        """The answers in code that differ from the release."""
        released = released_answers(self.exercise)
        return tuple(
            cell.source
            for cell in graded_cells(self.notebook)
            if cell.cell_type == "code"
            and cell.metadata.nbgrader.solution
            and cell.source != released[cell.metadata.nbgrader.grade_id]
        )

    @property
    def is_untouched(self):
        """Whether no cell for an answer differs from the release."""
        released = released_answers(self.exercise)
        return all(released[grade_id] == source for grade_id, source in self.answers.items())


def read_submission(data, exercise, max_bytes=MAX_BYTES):
    """Read a student's file, whatever is in it.

    Parameters
    ----------
    data : bytes or None
        The file's content; None if there is no file.
    exercise : Exercise
    max_bytes : int
        A longer file is not read.

    Returns
    -------
    submission : Submission
        The same for the same bytes.
    """
    if data is None:
        notebook, flags = None, [Flag(Status.MISSING_NOTEBOOK)]
    else:
        notebook, flags = parse_notebook(data, max_bytes)
    # where there is no cell at all, it says nothing that each one is missing
    nothing = notebook is None
    notebook = notebook or new_notebook()
    changes = restore_cells(notebook, graded_cells(_released(exercise)))
    flags += [] if nothing else changes
    notebook.metadata = copy.deepcopy(_released(exercise).metadata)
    _name_cells(notebook)
    return Submission(exercise, notebook, tuple(flags))


def graded_cells(notebook):
    """Return the cells of a released notebook that nbgrader knows."""
    return [cell for cell in notebook.cells if "nbgrader" in cell.metadata]


def released_answers(exercise):
    """Return the text that each cell for an answer is released with, by grade id."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in graded_cells(_released(exercise))
        if cell.metadata.nbgrader.solution
    }


@functools.lru_cache(maxsize=64)
def _released(exercise):
    """Return the released notebook, which is not to be changed: read once, not for each student."""
    return exercise.notebook


def _name_cells(notebook):
    """Give each cell an id that is its own: its grade id, or its number."""
    taken = {cell.metadata.nbgrader.grade_id for cell in graded_cells(notebook)}
    for number, cell in enumerate(notebook.cells):
        if "nbgrader" in cell.metadata:
            cell["id"] = cell.metadata.nbgrader.grade_id
        else:
            name = f"cell-{number}"
            cell["id"] = name if name not in taken else f"free-{name}"
