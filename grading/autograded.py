"""Write the graded notebook where nbgrader looks for it, with the outputs of its cells."""

import copy
import os
import tempfile
from pathlib import Path

import nbformat
from nbgrader.utils import parse_utc

from grading.course import require_safe_name
from grading.feedback import MOST_TOGETHER, clean_outputs, fenced

#: As nbgrader leaves them: to be read, not written
_MODE = 0o444


def with_outputs(submission, graded):
    """Return a submission's notebook with what its cells put out, harmless to show.

    The formgrader puts raw cells and HTML into its pages as they are: into a page that may do in
    Jupyter all that its reader may. What is the student's is cleaned, as in feedback.

    Parameters
    ----------
    submission : grading.reading.Submission
    graded : grading.grade.Graded
        With ``outputs``: a list for the number of each cell that ran.

    Returns
    -------
    notebook : NotebookNode
    """
    notebook = copy.deepcopy(submission.notebook)
    ran, left = 0, MOST_TOGETHER
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "raw":
            cell.cell_type, cell.source = "markdown", fenced(cell.source)
        elif cell.cell_type == "code" and number in graded.outputs:
            ran += 1
            cell.outputs = copy.deepcopy(graded.outputs[number])
            if not _is_check(cell, submission.exercise):
                cell.outputs, left = clean_outputs(cell.outputs, left)
            cell.execution_count = ran
    return notebook


def _is_check(cell, exercise):
    """Tell whether the grader itself wrote what a cell put out."""
    return cell.metadata.get("nbgrader", {}).get("grade_id") in exercise.checks


def write_autograded(folder, entry):
    """Write an entry's notebook below a course's folder of autograded submissions.

    A reader finds the notebook of before or this one, never a part of it.

    Parameters
    ----------
    folder : path
        Such as ``_grading/autograded``.
    entry : grading.gradebook.Entry

    Returns
    -------
    path : path
    """
    target = Path(folder) / require_safe_name(entry.student) / entry.exercise
    target.mkdir(parents=True, exist_ok=True)
    if entry.timestamp is not None:
        # by this nbgrader sees whether feedback is older than what it is about
        _replace(target / "timestamp.txt", f"{parse_utc(entry.timestamp).isoformat(' ')} UTC\n")
    path = target / f"{entry.exercise}.ipynb"
    _replace(path, nbformat.writes(with_outputs(entry.submission, entry.graded)) + "\n")
    return path


def _replace(path, content):
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
        os.chmod(name, _MODE)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
