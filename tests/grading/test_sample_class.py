"""The sample class gets the scores it earned, through nbgrader itself."""

import contextlib
import io
import json
import re
from collections import Counter

import pytest

from grading.autograde import autograded, scores
from grading.course import exercises
from grading.sample_class import ANSWERS, FOLDER, STUDENTS, solution_of
from w2vlib.check.__main__ import main as check_file
from w2vlib.check.registry import points_of
from w2vlib.topics import EXERCISES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nbgrader")]


@pytest.mark.parametrize("exercise", exercises())
def test_perfect_gets_all_points(sample_class, exercise):
    full = sum(points_of(target) for target in EXERCISES[exercise].targets)
    assert sample_class[exercise]["max_score"] == full
    assert sample_class[exercise]["scores"]["perfect"] == full


@pytest.mark.parametrize("exercise", exercises())
def test_empty_gets_zero_for_every_cell(sample_class, exercise):
    graded = scores(FOLDER, exercise)["empty"]
    assert len(graded) >= len(EXERCISES[exercise].targets)
    assert set(graded.values()) == {0}


@pytest.mark.parametrize("student", ["perfect", "empty"])
@pytest.mark.parametrize("exercise", exercises())
def test_right_and_untouched_notebooks_run_in_peace(sample_class, complaints, exercise, student):
    assert not complaints(autograded(FOLDER, student, exercise))


@pytest.mark.parametrize("student", ["half", "notebooks"])
def test_some_are_in_between(sample_class, student):
    earned = sum(result["scores"][student] for result in sample_class.values())
    there_are = sum(result["max_score"] for result in sample_class.values())
    assert 0 < earned < there_are


def compiles(source):
    try:
        compile(source, "cell", "exec")
    except SyntaxError:
        return False
    return True


def points_in_terminal(notebook, exercise, path):
    """Give what a student wrote to ``python -m w2vlib.check``; return the points by target."""
    code = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and not re.search(r"\b(check|practice)\(", cell.source)
    ]
    path.write_text("\n\n".join(filter(compiles, code)), encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        check_file([exercise, str(path), "--json"])
    points = Counter()
    for check in json.loads(out.getvalue())["checks"]:
        points[check["target"]] += check["points"]
    return points


@pytest.mark.parametrize("student", ["half", "notebooks"])
@pytest.mark.parametrize("exercise", exercises())
def test_scores_are_those_of_the_terminal(sample_class, tmp_path, exercise, student):
    notebook = autograded(FOLDER, student, exercise)
    graded = scores(FOLDER, exercise)[student]
    points = points_in_terminal(notebook, exercise, tmp_path / "answer.py")
    for cell in notebook.cells:
        if call := re.fullmatch(r'check\("(\w+)"\)', cell.source):
            assert graded[cell.metadata.nbgrader.grade_id] == points[call[1]], call[1]


def test_mistakes_of_the_notebooks_cost_points_and_are_named(sample_class):
    scores = sample_class["04_embedding"]
    assert 0 < scores["scores"]["notebooks"] < scores["max_score"]
    text = json.dumps(autograded(FOLDER, "notebooks", "04_embedding"))
    assert "repeated ids overwrite one another" in text


@pytest.mark.parametrize("exercise", exercises())
def test_everybody_gets_feedback(sample_class, exercise):
    for student in STUDENTS:
        page = FOLDER / "_grading" / "feedback" / student.name / exercise / f"{exercise}.html"
        assert f"{sample_class[exercise]['max_score']}" in page.read_text(encoding="utf-8")


def test_second_run_grades_nothing(sample_class, run_sample_class):
    printed = run_sample_class()
    assert "autograde" not in printed
    names = [student.name for student in STUDENTS]
    assert [line.split()[0] for line in printed.splitlines()[2:]] == names


def test_every_answer_has_its_place(sample_class):
    """What a student is said to have solved, or is kept in ``grading/students``, exists."""
    cells = {
        f"{exercise}/{grade_id}"
        for exercise in sample_class
        for grade_id in solution_of(FOLDER, exercise)
    }
    files = [path.relative_to(ANSWERS) for path in ANSWERS.rglob("*") if path.is_file()]
    answered = {path.with_suffix("").as_posix().partition("/") for path in files}
    assert {student for student, _, _ in answered} <= {student.name for student in STUDENTS}
    claimed = {cell for _, _, cell in answered} | {
        name for student in STUDENTS for name in student.solved
    }
    assert claimed <= cells | set(sample_class)
