"""Where the course is: its root, its nbgrader configuration, its exercises."""

import os
import sys
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

ROOT = Path(__file__).resolve().parent.parent

# nbgrader starts `alembic` by name, which is found only where the environment is activated
_bin = str(Path(sys.executable).parent)
if _bin not in os.environ["PATH"].split(os.pathsep):
    os.environ["PATH"] = _bin + os.pathsep + os.environ["PATH"]


def exercises():
    """Return the names of all exercises that there are, in order."""
    return sorted(path.stem for path in (ROOT / "solutions").glob("*.md"))


def nbgrader_config(root=ROOT):
    """Return the course's nbgrader configuration, rooted at `root`.

    Parameters
    ----------
    root : path
        The folder that ``source``, ``release`` and all other folders are below.

    Returns
    -------
    config : traitlets.config.Config
    """
    config = Config(PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config())
    config.CourseDirectory.root = str(root)
    # several graders at once wait for one another, up to a minute
    config.CourseDirectory.db_url = f"{gradebook_url(root)}?timeout=60"
    (Path(root) / "_grading").mkdir(parents=True, exist_ok=True)
    return config


def gradebook_url(root=ROOT):
    """Return the address of the gradebook of the course below `root`."""
    return f"sqlite:///{Path(root).as_posix()}/_grading/gradebook.db"


def require_success(result, what):
    """Raise an error with nbgrader's log if one of its steps failed.

    Parameters
    ----------
    result : dict
        What a method of `nbgrader.apps.NbGraderAPI` returned.
    what : str
        What was tried, for the message.

    Raises
    ------
    RuntimeError
    """
    if not result["success"]:
        raise RuntimeError(f"nbgrader could not {what}:\n{result.get('log') or result['error']}")


def require_safe_name(student):
    """Return a student's id if it can name a folder, and nothing else.

    Raises
    ------
    ValueError
        If it could lead somewhere else.

    Examples
    --------
    >>> require_safe_name("ada.lovelace@example.org")
    'ada.lovelace@example.org'
    """
    if (
        student in {"", ".", ".."}
        or len(student) > 128
        or any(c in '/\\\0"<>|:*?\n' for c in student)
    ):
        raise ValueError(f"{student!r} cannot be a student's id: it has to name a folder")
    return student
