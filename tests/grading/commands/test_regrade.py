"""regrade: who changes and by how much comes first; until then the old scores stay."""

import pytest
from nbgrader.api import Gradebook

from grading.commands import regrade
from grading.course_run import CourseRun
from grading.exercise import Exercise
from grading.gradebook import GradebookBusy
from tests.grading.commands.conftest import CHECK, NAME, RIGHT, WRONG, notebook

pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")


@pytest.fixture
def graded_course(course, monkeypatch, ran):
    """Return a course where other checks gave 3 points to each of three students."""
    for student, answer in (("ada", RIGHT), ("bela", WRONG), ("carl", f"{RIGHT}  # 2")):
        course.hand_in(student, notebook(answer))
    assert course.run("autograde")[0] == 0
    set_scores(course, ada=3, bela=9)
    monkeypatch.setattr(Exercise, "digest", "another")
    ran.clear()
    return course


def set_scores(course, **points):
    with Gradebook(course.url, "word2vec") as book:
        for student, score in points.items():
            book.find_grade(CHECK, NAME, NAME, student).auto_score = score
        book.db.commit()


def scores(course):
    with Gradebook(course.url, "word2vec") as book:
        return {
            student: book.find_grade(CHECK, NAME, NAME, student).auto_score
            for student in ("ada", "bela", "carl")
        }


OLD, NEW = {"ada": 3, "bela": 9, "carl": 10}, {"ada": 10, "bela": 7, "carl": 10}
CHANGES = f"""\
{NAME}:
  ada: +7 ({CHECK} 3 → 10)
  bela: -2 ({CHECK} 9 → 7)
2 of 3 submissions would change: 1 up, 1 down, 0 with the same sum.
"""


def test_changes_are_shown_and_then_written(graded_course):
    code, said, _ = graded_course.run("regrade", "--yes")
    assert code == 0
    assert said == f"{CHANGES}{NAME}: 3 submissions graded\n"
    assert scores(graded_course) == NEW


def test_then_nothing_is_left_to_do(graded_course, ran):
    graded_course.run("regrade", "--yes")
    assert ran == ["ada", "bela", "carl"]
    assert graded_course.run("regrade") == (0, "3 submissions unchanged\n", "")
    assert graded_course.run("autograde")[1] == "Nothing to grade.\n3 submissions unchanged\n"
    assert len(ran) == 3


def test_a_dry_run_only_shows_them(graded_course):
    assert graded_course.run("regrade", "--dry-run") == (0, f"{CHANGES}Nothing was written.\n", "")
    assert scores(graded_course) == OLD


def test_where_nobody_can_be_asked_nothing_is_written(graded_course, monkeypatch):
    monkeypatch.setattr(regrade.sys.stdin, "isatty", lambda: False, raising=False)
    code, said, told = graded_course.run("regrade")
    assert (code, said) == (2, CHANGES)
    assert "--yes agrees" in told
    assert scores(graded_course) == OLD


@pytest.mark.parametrize(("answer", "after"), [("y", NEW), ("n", OLD), ("", OLD)])
def test_on_a_terminal_it_asks(graded_course, monkeypatch, answer, after):
    monkeypatch.setattr(regrade.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert graded_course.run("regrade")[0] == 0
    assert scores(graded_course) == after


def test_where_no_score_changes_it_does_not_ask(graded_course):
    set_scores(graded_course, **NEW)
    code, said, _ = graded_course.run("regrade")
    assert code == 0
    assert "No score changes in 3 submissions." in said
    assert graded_course.run("regrade")[1] == "3 submissions unchanged\n"


def test_stopped_while_it_grades_it_leaves_the_old_scores(graded_course, monkeypatch):
    def stop(self, entry):
        if entry.student == "bela":
            raise KeyboardInterrupt
        return {}

    monkeypatch.setattr(CourseRun, "differences", stop)
    assert graded_course.run("regrade", "--yes")[0] == 130
    assert scores(graded_course) == OLD


def test_stopped_while_it_writes_it_goes_on_later(graded_course, monkeypatch, ran):
    written = CourseRun.write

    def write(self, task, entry):
        if task.student == "bela":
            raise GradebookBusy("The gradebook was locked.")
        written(self, task, entry)

    monkeypatch.setattr(CourseRun, "write", write)
    assert graded_course.run("regrade", "--yes")[0] == 2
    assert scores(graded_course) == {"ada": 10, "bela": 9, "carl": 10}
    monkeypatch.setattr(CourseRun, "write", written)
    code, said, _ = graded_course.run("regrade", "--yes")
    assert code == 0
    assert f"  bela: -2 ({CHECK} 9 → 7)\n1 of 2 submissions would change" in said
    assert scores(graded_course) == NEW
    assert len(ran) == 3


def test_what_could_not_be_graded_keeps_its_score(graded_course, monkeypatch):
    from tests.grading.commands import conftest

    plain = conftest.graded
    failing = [True]

    def graded(data, exercise, seed):
        came = plain(data, exercise, seed)
        if failing and b"# 2" in data:
            came.complete, came.reports = False, {}
        return came

    monkeypatch.setitem(conftest.grade_here.__globals__, "graded", graded)
    code, said, _ = graded_course.run("regrade", "--yes")
    assert code == 1
    assert f"Could not be graded, and stays as it is: {NAME} of carl" in said
    assert scores(graded_course) == NEW
    # autograde leaves it to regrade, which tries again
    assert "1 submission left as graded before" in graded_course.run("autograde")[1]
    failing.clear()
    assert graded_course.run("regrade", "--yes")[0] == 0
    assert graded_course.run("regrade")[1] == "3 submissions unchanged\n"


def test_what_a_person_gave_is_no_change(graded_course):
    with Gradebook(graded_course.url, "word2vec") as book:
        book.find_grade(CHECK, NAME, NAME, "ada").manual_score = 8
        book.db.commit()
    _, said, _ = graded_course.run("regrade", "--yes")
    assert "ada" not in said
    with Gradebook(graded_course.url, "word2vec") as book:
        assert book.find_grade(CHECK, NAME, NAME, "ada").score == 8


def test_without_a_gradebook_there_is_nothing_to_regrade(course):
    (course.grading / "gradebook.db").unlink()
    course.hand_in("ada")
    code, _, told = course.run("regrade")
    assert code == 2
    assert "autograde makes it" in told
