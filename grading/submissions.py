"""Find which students handed in what."""

import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from grading.course import exercises


@dataclass
class Found:
    """What lies in a folder of submissions.

    Attributes
    ----------
    students : dict of (list of str)
        The students of each exercise, both in order.
    strays : list of str
        What lies where no submission should, below the folder.
    """

    students: dict = field(default_factory=dict)
    strays: list = field(default_factory=list)

    @property
    def number(self):
        """How many submissions there are."""
        return sum(map(len, self.students.values()))


def find_submissions(folder, names, students=None):
    """Find submissions as nbgrader has them: ``STUDENT/EXERCISE/`` below a folder.

    Parameters
    ----------
    folder : path
        Such as ``_grading/submitted``. There are none if it is not there.
    names : list of str
        The exercises to look for.
    students : list of str, optional
        Only these.

    Returns
    -------
    found : Found
    """
    known, found = set(exercises()), defaultdict(list)
    strays = []
    for student in _folders(Path(folder), strays):
        if students is not None and student not in students:
            continue
        for exercise in _folders(Path(folder, student), stray := []):
            if exercise in known:
                found[exercise].append(student)
            else:
                stray.append(exercise)
        strays += [f"{student}/{each}" for each in stray]
    return Found({name: found[name] for name in names if found[name]}, sorted(strays))


def _folders(folder, others):
    """Return the folders in a folder, and add what else is there to `others`."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    visible = [entry for entry in entries if not entry.name.startswith(".")]
    others += [entry.name for entry in visible if not entry.is_dir()]
    return [entry.name for entry in visible if entry.is_dir()]
