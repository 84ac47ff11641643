"""A small class of made-up students, graded with nbgrader to see that all of it works."""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from grading.course import ROOT, exercises

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

# a course of its own, so that a real gradebook is never touched
FOLDER = ROOT / "_build" / "sample_class"
# answers that are not the solution: students/STUDENT/EXERCISE/GRADE_ID.py (or .md)
ANSWERS = ROOT / "grading" / "students"


@dataclass(frozen=True)
class Student:
    """One student of the sample class.

    Attributes
    ----------
    name : str
        Their id in the gradebook, and their folder in ``grading/students``.
    solved : tuple of str
        What they answered as the solution does: exercises, or single cells as
        ``"exercise/grade_id"``. Answers in their folder come on top; the rest is untouched.
    """

    name: str
    solved: tuple[str, ...] = ()


STUDENTS = (
    Student("perfect", solved=tuple(exercises())),
    Student(
        "half",
        solved=(
            "01_fancy_indexing/take_rows",
            "01_fancy_indexing/count_ids",
            "02_random_choice/draw_words",
            "02_random_choice/power_distribution",
            "03_cbow_bottleneck",
            "05_embedding_dot/embedding_dot",
            "09_training/remove_duplicate",
            "10_word_vectors/most_similar",
        ),
    ),
    # whoever wrote the two notebooks this course grew from: their mistakes, and what they got right
    Student("notebooks", solved=("02_random_choice/power_distribution", "08_cbow")),
    Student("empty"),
)


def grade_sample_class(root=FOLDER):
    """Grade what has changed since the last time, and print the scores of all.

    Parameters
    ----------
    root : path
        The folder of the sample class's own course.

    Returns
    -------
    results : dict
        For each exercise its ``"max_score"``, and in ``"scores"`` each student's score.
    """
    root = Path(root)
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        record = root / "scores.json"
        before = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
        results = {exercise: {"made_from": _made_from(exercise)} for exercise in exercises()}
        for exercise, result in results.items():
            if before.get(exercise, {}).get("made_from") == result["made_from"]:
                result.update(before[exercise])
        changed = [exercise for exercise, result in results.items() if "scores" not in result]
        if changed:
            _grade(root, changed, results)
            record.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(table(results))
    return results


def answers_of(student, exercise, solution):
    """Return what a student wrote, by grade id.

    Parameters
    ----------
    student : Student
    exercise : str
    solution : dict of str
        The solution of each cell, by grade id.

    Returns
    -------
    answers : dict of str
    """
    answers = {
        grade_id: source
        for grade_id, source in solution.items()
        if {exercise, f"{exercise}/{grade_id}"} & set(student.solved)
    }
    for path in _answer_files(student.name, exercise):
        answers[path.stem] = path.read_text(encoding="utf-8")
    return answers


def solution_of(root, exercise):
    """Read the solution of each cell of an exercise, by grade id."""
    source = root / "_build" / "source" / exercise / f"{exercise}.ipynb"
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }


def table(results):
    """Return the scores as text: a line for each student, a column for each exercise.

    Parameters
    ----------
    results : dict
        As `grade_sample_class` returns it.
    """
    rows = {"": [exercise[:2] for exercise in results]}
    rows["points"] = [result["max_score"] for result in results.values()]
    for student in STUDENTS:
        rows[student.name] = [result["scores"][student.name] for result in results.values()]
    lines = []
    for name, row in rows.items():
        total = sum(row) if name else "total"
        lines.append(f"{name:<10}" + "".join(_column(value) for value in [*row, total]))
    return "\n".join(lines)


def _column(value):
    return f"{value:>7}" if isinstance(value, str) else f"{value:>7g}"


def _grade(root, changed, results):
    # nbgrader takes a second to import: only where there is something to grade
    from nbgrader.api import Gradebook

    from grading import autograde
    from grading.course import gradebook_url
    from grading.release import release

    (root / "_grading").mkdir(exist_ok=True)
    with Gradebook(gradebook_url(root), "word2vec") as gradebook:
        for exercise in {known.name for known in gradebook.assignments} & set(changed):
            gradebook.remove_assignment(exercise)
    release(root, changed)
    for exercise in changed:
        solution = solution_of(root, exercise)
        for student in STUDENTS:
            notebook = autograde.released(root, exercise)
            autograde.fill(notebook, answers_of(student, exercise, solution))
            autograde.hand_in(root, student.name, exercise, notebook)
    autograde.autograde(
        root, [(student.name, exercise) for exercise in changed for student in STUDENTS]
    )
    with Gradebook(gradebook_url(root), "word2vec") as gradebook:
        for exercise in changed:
            results[exercise]["max_score"] = gradebook.find_assignment(exercise).max_score
    for exercise in changed:
        graded = autograde.scores(root, exercise)
        results[exercise]["scores"] = {
            student.name: sum(graded[student.name].values()) for student in STUDENTS
        }


def _answer_files(student, exercise):
    return sorted((ANSWERS / student / exercise).glob("*.*"))


def _made_from(exercise):
    # everything that a score depends on, in one number
    files = [ROOT / "requirements.txt", ROOT / "nbgrader_config.py"]
    files += sorted((ROOT / "grading").glob("*.py")) + sorted((ROOT / "w2vlib").rglob("*.py"))
    files.append(ROOT / "solutions" / f"{exercise}.md")
    for student in STUDENTS:
        files += _answer_files(student.name, exercise)
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@contextlib.contextmanager
def _alone(root):
    # one at a time: `make` and the tests use the same folder
    with open(root / ".lock", "w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
