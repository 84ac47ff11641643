"""Links from a check to the section of the book that explains it."""

import os
from pathlib import Path

_BUILT_HERE = Path(__file__).resolve().parents[2] / "_build" / "html"


def link_to(section):
    """Return the address of a section of the book, to print.

    Parameters
    ----------
    section : str
        Page and anchor, such as ``"04_embedding#repeated-ids"``.

    Returns
    -------
    address : str
        On the site in ``W2V_BOOK_URL`` if that is set, else in the book built beside
        `w2vlib`, else relative to the book's root.
    """
    if site := os.environ.get("W2V_BOOK_URL"):
        return f"{site.rstrip('/')}/{_path(section)}"
    if _is_built_here():
        return f"{_BUILT_HERE.as_uri()}/{_path(section)}"
    return _path(section)


def href_to(section):
    """Return the address of a section for a link in a notebook, or None where none would work.

    A page that Jupyter serves may not open ``file:`` addresses; it does follow a path that is
    relative to the notebook.
    """
    if os.environ.get("W2V_BOOK_URL"):
        return link_to(section)
    if _is_built_here():
        return f"{Path(os.path.relpath(_BUILT_HERE)).as_posix()}/{_path(section)}"
    return None


def _path(section):
    page, _, anchor = section.partition("#")
    return f"book/{page}.html" + (f"#{anchor}" if anchor else "")


def _is_built_here():
    # what nbgrader runs is read as feedback, on another computer than this one
    return _BUILT_HERE.is_dir() and "NBGRADER_EXECUTION" not in os.environ
