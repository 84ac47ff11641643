"""The catalogue of misconceptions."""

import functools
import importlib
import pkgutil
from dataclasses import dataclass

from w2vlib.check import misconceptions


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that learners really write.

    Attributes
    ----------
    id : str
        Its name in reports, such as ``"embedding-overwrites-repeated-ids"``.
    target : str
        The graded object it stands in for.
    wrong : object
        The wrong implementation.
    does : str
        One sentence on what it does wrong, to the student.
    hint : str
        What to think about; not the answer.
    section : str
        Page and anchor in the book.
    """

    id: str
    target: str
    wrong: object
    does: str
    hint: str
    section: str


@functools.cache
def catalogue():
    """Return every misconception, by target, each target's most specific first."""
    found = {}
    for module in pkgutil.iter_modules(misconceptions.__path__):
        entries = importlib.import_module(f"w2vlib.check.misconceptions.{module.name}")
        for entry in entries.MISCONCEPTIONS:
            found.setdefault(entry.target, []).append(entry)
    return found
