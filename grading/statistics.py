"""What the results of a class say of its checks, its mistakes and its exercises."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class CheckStatistics:
    """How a class did at one check.

    Attributes
    ----------
    exercise, target, name : str
    students : int
        Who handed the exercise in.
    passed : float
        The share that passed.
    discrimination : float
        Pearson's correlation between passing this check and the points of the exercise's other
        checks (item-rest correlation); nan where all passed, none did, or the rest is the same
        for all.
    """

    exercise: str
    target: str
    name: str
    students: int
    passed: float
    discrimination: float


def check_statistics(results):
    """Return the statistics of each check, in the order of the exercises.

    Parameters
    ----------
    results : list of Result

    Returns
    -------
    statistics : list of CheckStatistics
    """
    found = defaultdict(list)
    for result in sorted(results, key=lambda each: each.exercise):
        for check in result.checks:
            rest = result.points - check.points
            found[result.exercise, check.target, check.name].append((check.passed, rest))
    return [
        CheckStatistics(
            *key,
            len(pairs),
            sum(passed for passed, _ in pairs) / len(pairs),
            correlation(*zip(*pairs, strict=True)),
        )
        for key, pairs in found.items()
    ]


def correlation(x, y):
    """Return Pearson's correlation, or nan where one of the two does not vary.

    Examples
    --------
    >>> round(correlation([0, 0, 1, 1], [1, 2, 3, 4]), 3)
    0.894
    >>> correlation([1, 1, 1], [1, 2, 3])
    nan
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    x, y = x - x.mean(), y - y.mean()
    size = math.sqrt((x @ x) * (y @ y))
    return float(x @ y / size) if size > 1e-12 else math.nan


def mistakes(results):
    """Return how many students made each known mistake, the most frequent first.

    Returns
    -------
    ranked : list of (str, int)
        A misconception's id, and its students.
    """
    made = {
        (check.misconception, result.student)
        for result in results
        for check in result.checks
        if check.misconception
    }
    return sorted(Counter(id for id, _ in made).items(), key=lambda each: (-each[1], each[0]))


def totals(results):
    """Return each student's share of the points of all exercises that anybody handed in.

    Returns
    -------
    shares : dict of float
    """
    most = {result.exercise: result.max_points for result in results}
    there_are = sum(most.values())
    points = defaultdict(float)
    for result in results:
        points[result.student] += result.points
    return {student: each / there_are if there_are else 0.0 for student, each in points.items()}
