"""Make the student notebooks: solutions/*.md, then nbgrader's source, then exercises/."""

import json
import shutil
from pathlib import Path

import jupytext
import nbformat
from nbgrader.apps import NbGraderAPI

from grading.course import ROOT, nbgrader_config


def make_source(solution, target):
    """Write the instructor notebook of one exercise.

    Parameters
    ----------
    solution : path
        A MyST Markdown notebook in ``solutions/``.
    target : path
        The ``.ipynb`` to write.
    """
    notebook = jupytext.read(solution)
    for number, cell in enumerate(notebook.cells):
        # an id that does not change from one conversion to the next
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{number}")
    notebook.metadata.pop("jupytext", None)
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def make_sources(root=ROOT):
    """Write the instructor notebook of every exercise below ``root/_build/source``.

    Returns
    -------
    names : list of str
        The exercises, in order.
    """
    names = []
    for solution in sorted((ROOT / "solutions").glob("*.md")):
        name = solution.stem
        make_source(solution, Path(root) / "_build" / "source" / name / f"{name}.ipynb")
        names.append(name)
    return names


def release(root=ROOT):
    """Make the student notebook of every exercise in ``root/exercises``.

    Parameters
    ----------
    root : path
        A folder other than the course's own makes them there, to compare.

    Returns
    -------
    names : list of str
        The exercises, in order.

    Raises
    ------
    RuntimeError
        If nbgrader refuses a notebook; its log is in the message.
    """
    names = make_sources(root)
    api = NbGraderAPI(config=nbgrader_config(root))
    for name in names:
        result = api.generate_assignment(name, force=True, create=True)
        if not result["success"]:
            raise RuntimeError(f"nbgrader could not release {name}:\n{result['log']}")
        _tidy(Path(root) / "exercises" / name / f"{name}.ipynb")
    return names


def _tidy(path):
    # one way to write it, whatever wrote it: a committed file should differ only where it changed
    notebook = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(
        json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    shutil.rmtree(path.parent / ".ipynb_checkpoints", ignore_errors=True)
