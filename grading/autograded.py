"""Write the graded notebook where nbgrader looks for it, with the outputs of its cells."""

import copy
import os
import tempfile
from pathlib import Path

import nbformat
from nbgrader.utils import parse_utc

from grading.course import require_safe_name

#: As nbgrader leaves them: to be read, not written
_MODE = 0o444


def with_outputs(submission, graded):
    """Return a submission's notebook with what its cells put out.

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
    ran = 0
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and number in graded.outputs:
            ran += 1
            cell.outputs = copy.deepcopy(graded.outputs[number])
            cell.execution_count = ran
    return notebook


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
