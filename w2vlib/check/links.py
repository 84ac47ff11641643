"""Links from a check to the section of the book that explains it."""

import os
from pathlib import Path

_BUILT_HERE = Path(__file__).resolve().parents[2] / "_build" / "html"


def link_to(section):
    """Return the address of a section of the book.

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
    page, _, anchor = section.partition("#")
    path = f"book/{page}.html" + (f"#{anchor}" if anchor else "")
    if site := os.environ.get("W2V_BOOK_URL"):
        return f"{site.rstrip('/')}/{path}"
    if _BUILT_HERE.is_dir():
        return f"{_BUILT_HERE.as_uri()}/{path}"
    return path
