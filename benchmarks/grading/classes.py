"""Classes to grade: real submissions over all exercises, and many of one exercise."""

from dataclasses import dataclass

import nbformat

from grading.autograde import fill
from grading.sample_class import STUDENTS, answers_of
from tests.grading.corpus import (
    TAKEN_FROM_THE_LIBRARY,
    answers,
    model_solution,
    name_of,
    submission,
)
from tests.grading.submissions import grade_id_of, released


@dataclass(frozen=True)
class HandIn:
    """What one student hands in for one exercise.

    Attributes
    ----------
    student, exercise : str
    content : str
        The notebook, as JSON.
    """

    student: str
    exercise: str
    content: str


def real_class(size):
    """Return the sample class's submissions, and answers of the corpus, `size` in all.

    Each exercise has about equally many. Answers that take from the library what they should
    write are left out: they are not honest, and stock nbgrader believes them.

    Parameters
    ----------
    size : int

    Returns
    -------
    hand_ins : list of HandIn
    """
    by_exercise = {}
    for path in answers():
        if name_of(path) not in TAKEN_FROM_THE_LIBRARY:
            by_exercise.setdefault(path.parent.name, []).append(path)
    hand_ins = []
    share, rest = divmod(size, len(by_exercise))
    for number, (name, paths) in enumerate(by_exercise.items()):
        exercise = released(name)
        mine = [_of_sample_class(exercise, student) for student in STUDENTS]
        wanted = share + (number < rest) - len(mine)
        step = max(1, len(paths) / max(wanted, 1))
        chosen = [paths[int(place * step)] for place in range(min(max(wanted, 0), len(paths)))]
        mine += [HandIn(p.stem, name, _json(submission(exercise, p))) for p in chosen]
        hand_ins += mine[: share + (number < rest)]
    return hand_ins


def many_of_one(size, exercise="04_embedding"):
    """Yield submissions of one exercise, no two alike, half of them right.

    Parameters
    ----------
    size : int
    exercise : str

    Yields
    ------
    hand_in : HandIn
    """
    known = released(exercise)
    right = _solved(known)
    wrong = [
        submission(known, path)
        for path in answers()
        if path.parent.name == exercise and name_of(path) not in TAKEN_FROM_THE_LIBRARY
    ]
    for number in range(size):
        notebook = right if number % 2 else wrong[(number // 2) % len(wrong)]
        cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
        source, cell.source = cell.source, f"{cell.source}\n# number {number}"
        yield HandIn(f"student{number:05}", exercise, _json(notebook))
        cell.source = source


def _solved(exercise):
    notebook = exercise.notebook
    solution = {grade_id_of(cell): cell.source for cell in model_solution(exercise).cells}
    fill(notebook, {name: solution[name] for name in _answers(notebook)})
    return notebook


def _of_sample_class(exercise, student):
    notebook = exercise.notebook
    solution = {grade_id_of(cell): cell.source for cell in model_solution(exercise).cells}
    solution = {name: solution[name] for name in _answers(notebook)}
    fill(notebook, answers_of(student, exercise.name, solution))
    return HandIn(student.name, exercise.name, _json(notebook))


def _answers(notebook):
    return [
        grade_id_of(cell)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    ]


def _json(notebook):
    return nbformat.writes(notebook)
