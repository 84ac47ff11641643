"""What grading has to know of a released exercise."""

import ast
import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import nbformat

from w2vlib.topics import EXERCISES


@dataclass(frozen=True)
class CheckCell:
    """A cell that checks what the student wrote.

    Attributes
    ----------
    grade_id : str
    points : float
        The most that it gives.
    targets : tuple of str
        The objects that it checks.
    """

    grade_id: str
    points: float
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Exercise:
    """A released exercise.

    Attributes
    ----------
    name : str
        Such as ``"04_embedding"``.
    source : str
        The released notebook, as JSON.
    """

    name: str
    source: str

    @classmethod
    def read(cls, path):
        """Read a released notebook; its file bears the name of its exercise."""
        path = Path(path)
        return cls(path.stem, path.read_text(encoding="utf-8"))

    @property
    def notebook(self):
        """The released notebook, anew with each call."""
        return nbformat.reads(self.source, as_version=4)

    @functools.cached_property
    def checks(self):
        """Its cells for checks, by grade id.

        Raises
        ------
        ValueError
            If a graded code cell checks nothing, or something that this exercise does not ask
            for: nobody could grade it without running it.
        """
        checks = {}
        for cell in self.notebook.cells:
            about = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and about.get("grade"):
                grade_id = about["grade_id"]
                targets = checked_targets(cell.source)
                if not targets or not set(targets) <= set(EXERCISES[self.name].targets):
                    raise ValueError(f"{self.name}: the cell {grade_id} checks {targets}")
                checks[grade_id] = CheckCell(grade_id, about["points"], targets)
        return checks

    @functools.cached_property
    def imports(self):
        """The modules and names that the released notebook imports, with dots."""
        names = set()
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                names |= imported(cell.source)
        return frozenset(names)

    @functools.cached_property
    def digest(self):
        """A number that changes with all that a grade depends on, but for the submission."""
        content = json.dumps([sources_digest(), self.name, self.source])
        return hashlib.sha256(content.encode()).hexdigest()


@functools.cache
def sources_digest():
    """Return a number that changes with the files of the course and of the grader."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for folder in ("w2vlib", "grading"):
        for path in sorted((root / folder).rglob("*.py")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def checked_targets(source):
    """Return what a cell of a released notebook checks: the names in its ``check("…")``."""
    return tuple(
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "check"
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


def imported(source):
    """Return what a piece of code imports, with dots; nothing if it is not plain Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # magics
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names
