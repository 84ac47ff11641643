"""Make the student notebooks: solutions/*.md, then nbgrader's source, then exercises/."""

import json
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import compute_checksum

from grading.course import ROOT, exercises, nbgrader_config, require_success
from grading.exercise import Exercise
from grading.repository import add_setup_cell, course_repository


def make_source(solution, target, repository=None):
    """Write the instructor notebook of one exercise.

    Parameters
    ----------
    solution : path
        A MyST Markdown notebook in ``solutions/``.
    target : path
        The ``.ipynb`` to write.
    repository : Repository, optional
        Where the notebook gets w2vlib if it is opened where there is none.
    """
    notebook = jupytext.read(solution)
    for number, cell in enumerate(notebook.cells):
        # an id that does not change from one conversion to the next
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{number}")
    notebook.metadata.pop("jupytext", None)
    if repository:
        add_setup_cell(notebook, repository)
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def release(root=ROOT, names=None):
    """Make the student notebook of every exercise in ``root/exercises``.

    A notebook there that somebody has written answers into is left as it is.

    Parameters
    ----------
    root : path
        A folder other than the course's own makes them there, to compare.
    names : list of str, optional
        Only these exercises.

    Returns
    -------
    released : list of str
        The exercises whose notebooks are now as the solutions make them.

    Raises
    ------
    RuntimeError
        If nbgrader refuses a notebook; its log is in the message.
    """
    root = Path(root)
    config = nbgrader_config(root)
    # nbgrader empties the folders that it releases to, so not straight into exercises/
    config.CourseDirectory.release_directory = "_build/release"
    api = NbGraderAPI(config=config)
    repository = course_repository()
    released = []
    for name in exercises() if names is None else names:
        file = Path(name) / f"{name}.ipynb"
        make_source(
            ROOT / "solutions" / f"{name}.md", root / "_build" / "source" / file, repository
        )
        require_success(api.generate_assignment(name, force=True), f"release {name}")
        target = root / "exercises" / file
        if not holds_answers(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(tidy_release(root, name), encoding="utf-8")
            released.append(name)
    return released


def compare_release(root=ROOT, names=None):
    """Say what releasing would do, and do nothing.

    Parameters
    ----------
    root : path
    names : list of str, optional
        Only these exercises.

    Returns
    -------
    found : dict of str
        For each exercise whether its notebook is ``"new"``, ``"changed"``, the ``"same"``, or
        would be left as it is since it is ``"answered"``.
    """
    found = {}
    names = exercises() if names is None else names
    with tempfile.TemporaryDirectory() as folder:
        release(folder, names)
        for name in names:
            path = Path(root) / "exercises" / name / f"{name}.ipynb"
            if not path.exists():
                found[name] = "new"
            elif holds_answers(path):
                found[name] = "answered"
            else:
                made = tidy_release(folder, name)
                found[name] = "same" if path.read_text(encoding="utf-8") == made else "changed"
    return found


def released_exercise(root, name):
    """Return an exercise as it was released, also where somebody has written answers into it.

    Raises
    ------
    LookupError
        If it was not released.
    """
    path = Path(root) / "exercises" / name / f"{name}.ipynb"
    try:
        return (
            Exercise(name, tidy_release(root, name)) if holds_answers(path) else Exercise.read(path)
        )
    except FileNotFoundError:
        raise LookupError(
            f"{path} is not there as it was released: python -m grading release {name}"
        ) from None


def holds_answers(path):
    """Tell whether somebody has written into a notebook's cells for answers.

    Parameters
    ----------
    path : path
        A student notebook. One that does not exist holds none; one that cannot be read may
        hold anything, and counts as one that does.
    """
    if not path.exists():
        return False
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # nbformat raises whatever its parsers do
        return True
    return any(
        cell.metadata.nbgrader.get("checksum") != compute_checksum(cell)
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    )


def tidy_release(root, name):
    """Return the text of a released notebook below `root`, written in one certain way.

    A committed file should differ only where it changed, whatever wrote it.
    """
    path = Path(root) / "_build" / "release" / name / f"{name}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
