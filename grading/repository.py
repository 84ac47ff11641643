"""Where the course's repository is, by `_config.yml`, and the cell that gets w2vlib from there."""

from dataclasses import dataclass

import yaml
from nbformat.v4 import new_code_cell

from grading.course import ROOT

SETUP = """\
# Where the course is not installed, as on Colab, get it from its repository.
import importlib.util

if importlib.util.find_spec("w2vlib") is None:
    %pip install --quiet "git+{url}@{branch}"
"""


@dataclass(frozen=True)
class Repository:
    """Where the course's sources can be had.

    Attributes
    ----------
    url : str
        What git clones.
    branch : str
    """

    url: str
    branch: str


def course_repository(root=ROOT):
    """Return the repository that ``_config.yml`` names, or None where it names none."""
    settings = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["repository"]
    if not settings["url"]:
        return None
    return Repository(settings["url"].rstrip("/"), settings["branch"])


def add_setup_cell(notebook, repository):
    """Put a cell before a notebook's first code that installs w2vlib where it is missing.

    Where w2vlib is there, as in autograding and without a network, the cell does nothing.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    repository : Repository
    """
    first = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    source = SETUP.format(url=repository.url, branch=repository.branch).rstrip()
    # no reader of the book's page needs it
    cell = new_code_cell(source, id="setup", metadata={"tags": ["remove-cell"]})
    notebook.cells.insert(first, cell)
