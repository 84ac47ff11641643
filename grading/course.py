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
    config.CourseDirectory.db_url = f"sqlite:///{Path(root).as_posix()}/_grading/gradebook.db"
    (Path(root) / "_grading").mkdir(parents=True, exist_ok=True)
    return config
