"""Stands in for w2vlib.check while a notebook is graded: checks are made outside."""

from w2vlib.check.practice import practice

__all__ = ["check", "practice"]


class _Later:
    """What a check shows in a cell of the student's own."""

    def __repr__(self):
        return "This is not checked while the notebook is graded; the graded cells are."


def check(student, *, seed=None):
    """Say that only graded cells are checked."""
    return _Later()
