"""Submissions made for tests: answers put into the released notebook."""

import re
from dataclasses import dataclass

from nbformat.v4 import new_code_cell

from grading.course import ROOT
from grading.exercise import Exercise
from grading.sandbox.limits import Limits

ATTACKS = ROOT / "tests" / "grading" / "attacks"
#: Answers to 04_embedding: right, and without any idea
RIGHT = """\
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        self.idx = idx
        return self.params[0][idx]

    def backward(self, dout):
        self.grads[0][...] = 0
        np.add.at(self.grads[0], self.idx, dout)
"""
WRONG = """\
class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [W]

    def forward(self, idx):
        return None

    def backward(self, dout):
        pass
"""


def released(name):
    """Return an exercise as it is released."""
    return Exercise.read(ROOT / "exercises" / name / f"{name}.ipynb")


def grade_id_of(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def filled(exercise, cells):
    """Return the released notebook with cells written into it.

    Parameters
    ----------
    exercise : Exercise
    cells : list of (str or None, str)
        Source by grade id; one without is a new cell, after the one before it.
    """
    notebook = exercise.notebook
    place = 0
    for grade_id, source in cells:
        if grade_id is None:
            notebook.cells.insert(place, new_code_cell(source))
        else:
            place = [grade_id_of(cell) for cell in notebook.cells].index(grade_id)
            notebook.cells[place].source = source
        place += 1
    return notebook


@dataclass(frozen=True)
class Attack:
    """A submission that tries something, and what should come of it."""

    numbers: tuple
    exercise: Exercise
    cells: list
    score: float
    statuses: list
    output: str
    limits: Limits


def attack(path):
    """Read a file of tests/grading/attacks."""
    head, *parts = re.split(r"^# %%", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    facts = dict(re.findall(r"^# (\w+): (.*)$", head, flags=re.MULTILINE))
    cells = []
    for part in parts:
        grade_id, _, source = part.partition("\n")
        cells.append((grade_id.strip() or None, source.strip("\n")))
    limits = {}
    for limit in filter(None, facts.get("limits", "").split(", ")):
        name, _, value = limit.partition("=")
        limits[name] = float(value) if "." in value else int(value)
    return Attack(
        tuple(int(number) for number in re.findall(r"\d+", facts["case"])),
        released(facts.get("exercise", "04_embedding")),
        cells,
        float(facts["score"]),
        facts["statuses"].split(", ") if "statuses" in facts else [],
        facts.get("output", ""),
        Limits(**limits),
    )
