"""Which checks belong to which exercise."""

import importlib

from w2vlib.topics import EXERCISES


def checks_of(target):
    """Return the exercise that asks for `target`, and its checks.

    Parameters
    ----------
    target : str
        Name of a graded class or function.

    Returns
    -------
    exercise : str
    checks : tuple of Check

    Raises
    ------
    LookupError
        If no exercise asks for it.
    """
    for topic in EXERCISES.values():
        if target in topic.targets:
            module = importlib.import_module(f"w2vlib.check.{topic.slug}")
            return topic.name, module.CHECKS[target]
    known = ", ".join(name for topic in EXERCISES.values() for name in topic.targets)
    raise LookupError(f"no exercise asks for {target!r}; there are checks for {known}")


def points_of(target):
    """Return the most points that `target` can get."""
    return sum(check.points for check in checks_of(target)[1])
