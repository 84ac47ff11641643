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
    config = _configured()
    config.CourseDirectory.root = str(root)
    # several graders at once wait for one another, up to a minute
    url = gradebook_url(root)
    config.CourseDirectory.db_url = f"{url}?timeout=60" if url.startswith("sqlite") else url
    (Path(root) / "_grading").mkdir(parents=True, exist_ok=True)
    return config


def _configured():
    return Config(PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config())


def gradebook_url(root=ROOT):
    """Return the address of the gradebook of the course below `root`.

    That in ``nbgrader_config.py``; but for another root than the course's own, only where it is
    a file below that root.
    """
    url = _configured().CourseDirectory.db_url
    if not url.startswith("sqlite:///"):
        if Path(root).resolve() == ROOT:
            return url
        url = "sqlite:///_grading/gradebook.db"
    return f"sqlite:///{(Path(root) / url.removeprefix('sqlite:///')).as_posix()}"


def grading_folder(root, name):
    """Return one of the folders that ``nbgrader_config.py`` names, below `root`.

    Parameters
    ----------
    root : path
    name : str
        Such as ``"submitted"``, ``"autograded"`` or ``"feedback"``.
    """
    return Path(root) / nbgrader_config(root).CourseDirectory[f"{name}_directory"]


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
