"""autograde: what is new is graded and written once, and what was odd is told."""

import shutil

import pytest
from nbgrader.api import Gradebook

from grading.course_run import CourseRun
from grading.exercise import Exercise
from grading.grade import Graded
from grading.gradebook import Entry, GradebookBusy, Writer
from grading.reading import read_submission
from grading.sandbox.bubblewrap import SandboxMissingError
from tests.grading.commands.conftest import (
    BROKEN,
    CHECK,
    MISTAKE,
    NAME,
    OTHER,
    RIGHT,
    WRONG,
    notebook,
)
from tests.grading.stand_in import graded_as

pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")


def scores(course):
    with Gradebook(course.url, "word2vec") as book:
        return {
            submission.student.id: submission.score
            for submission in book.assignment_submissions(NAME)
        }


def test_scores_and_notebooks_are_written(course):
    course.hand_in("ada")
    course.hand_in("bela", notebook(WRONG))
    code, said, _ = course.run("autograde")
    assert code == 0
    assert f"{NAME}: 2 submissions graded" in said
    assert scores(course)["ada"] == 10 > scores(course)["bela"] > 0
    for student in ("ada", "bela"):
        assert (course.grading / "autograded" / student / NAME / f"{NAME}.ipynb").is_file()


def test_the_second_time_nothing_is_run(course, ran):
    course.hand_in("ada")
    course.run("autograde")
    assert course.run("autograde") == (0, "Nothing to grade.\n1 submission unchanged\n", "")
    assert ran == ["ada"]


def test_what_was_handed_in_anew_is_graded_again(course, ran):
    course.hand_in("ada", notebook(WRONG))
    course.hand_in("bela")
    course.run("autograde")
    course.hand_in("ada", notebook(f"{RIGHT}  # at last"))
    assert course.run("autograde")[0] == 0
    assert scores(course) == {"ada": 10, "bela": 10}
    assert ran == ["ada", "bela", "ada"]


def test_other_checks_are_left_to_regrade(course, ran, monkeypatch):
    course.hand_in("ada")
    course.run("autograde")
    monkeypatch.setattr(Exercise, "digest", "another")
    course.hand_in("bela")
    code, said, _ = course.run("autograde")
    assert code == 0
    assert "1 submission left as graded before" in said
    assert ran == ["ada", "bela"]


def test_what_another_program_graded_is_left_to_regrade(course, ran):
    course.hand_in("ada")
    with Writer(course.url) as writer:
        exercise = Exercise.read(course.root / "exercises" / NAME / f"{NAME}.ipynb")
        writer.add_exercise(exercise)
        submission = read_submission(notebook(RIGHT), exercise)
        writer.write(
            Entry("ada", submission, Graded(1, graded_as(CHECK, "Embedding", MISTAKE).reports))
        )
    before = scores(course)
    course.hand_in("bela", notebook(WRONG))
    assert "1 submission left as graded before" in course.run("autograde")[1]
    assert ran == ["bela"]
    assert scores(course)["ada"] == before["ada"]
    assert f"ada: +3 ({CHECK} 7 → 10)" in course.run("regrade", "--yes")[1]


@pytest.mark.parametrize("gone", ["gradebook.db", "autograded"])
def test_what_is_gone_is_written_again_without_running_it(course, ran, gone):
    course.hand_in("ada")
    course.run("autograde")
    path = course.grading / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert course.run("autograde")[0] == 0
    assert path.exists()
    assert scores(course) == {"ada": 10}
    assert ran == ["ada"]


def test_a_dry_run_writes_nothing(course):
    (course.grading / "gradebook.db").unlink()
    course.hand_in("ada")
    code, said, _ = course.run("autograde", "--dry-run")
    assert (code, said) == (0, f"{NAME}: 1 submission would be graded\n")
    assert not (course.grading / "gradebook.db").exists()
    assert not (course.grading / "autograded").exists()


def test_only_one_exercise_or_student(course, ran):
    course.hand_in("ada")
    course.hand_in("bela")
    course.hand_in("ada", b"{}", OTHER)
    course.run("autograde", NAME, "--student", "bela")
    assert ran == ["bela"]


def test_who_needs_a_person_is_named(course):
    course.hand_in("ada", BROKEN)
    course.hand_in("bela")
    code, said, _ = course.run("autograde")
    assert code == 1
    assert f"{NAME} of ada: unreadable" in said
    assert "the file could not be read as a notebook" in said
    assert "bela" not in said


def test_our_own_failure_is_no_score_and_is_tried_again(course, ran):
    course.hand_in("ada", notebook("fails = 1"))
    code, said, _ = course.run("autograde")
    assert code == 1
    assert f"{NAME} of ada: infrastructure" in said
    with Gradebook(course.url, "word2vec") as book:
        grade = book.find_grade(CHECK, NAME, NAME, "ada")
        assert grade.auto_score is None
        assert grade.needs_manual_grade
    assert course.run("autograde")[0] == 1
    assert ran == ["ada", "ada"]


def test_an_id_that_names_no_folder_stops_nobody_else(course):
    course.hand_in("a:b")
    course.hand_in("ada")
    code, said, _ = course.run("autograde")
    assert code == 1
    assert f"Not written: {NAME} of a:b: 'a:b' cannot be a student's id" in said
    assert scores(course) == {"ada": 10}


def test_what_lies_elsewhere_is_told(course):
    course.hand_in("ada")
    (course.grading / "submitted" / f"{NAME}.ipynb").write_bytes(b"{}")
    (course.grading / "submitted" / "bela").mkdir()
    (course.grading / "submitted" / "bela" / "\x1b[2J.ipynb").write_bytes(b"{}")
    code, said, _ = course.run("autograde")
    assert code == 0
    assert f"STUDENT/EXERCISE/: {NAME}.ipynb\n" in said
    assert "STUDENT/EXERCISE/: bela/?[2J.ipynb\n" in said


def test_lateness_costs_what_nbgraders_configuration_says(course, monkeypatch, ran):
    from grading import course_run

    plain = course_run.nbgrader_config

    def configured(root):
        config = plain(root)
        config.LateSubmissionPlugin.penalty_method = "zero"
        return config

    monkeypatch.setattr(course_run, "nbgrader_config", configured)
    with Writer(course.url) as writer:
        writer.add_exercise(Exercise.read(course.root / "exercises" / NAME / f"{NAME}.ipynb"))
    with Gradebook(course.url, "word2vec") as book:
        book.update_or_create_assignment(NAME, duedate="2030-01-01 00:00:00 UTC")
    for student, when in (("ada", "2029-12-31 23:00:00 UTC"), ("bela", "2030-01-01 01:00:00 UTC")):
        (course.hand_in(student) / "timestamp.txt").write_text(when)
    assert course.run("autograde")[0] == 0
    assert penalties(course) == {"ada": None, "bela": 10}
    with Gradebook(course.url, "word2vec") as book:
        book.update_or_create_assignment(NAME, duedate="2030-01-02 00:00:00 UTC")
    assert course.run("autograde", "--rewrite")[0] == 0
    assert penalties(course) == {"ada": None, "bela": None}
    assert ran == ["ada"]  # bela's notebook is the same


def penalties(course):
    with Gradebook(course.url, "word2vec") as book:
        return {
            submission.student.id: submission.notebooks[0].late_submission_penalty
            for submission in book.assignment_submissions(NAME)
        }


def test_a_cell_may_take_as_long_as_nbgraders_configuration_says(course, monkeypatch):
    from grading import course_run

    plain = course_run.nbgrader_config

    def configured(root):
        config = plain(root)
        config.Execute.timeout = 7
        return config

    monkeypatch.setattr(course_run, "nbgrader_config", configured)
    assert CourseRun(course.root, [NAME], course.url).limits.cell_seconds == 7


def test_answers_in_the_released_notebook_are_not_taken_for_the_release(course):
    path = course.root / "exercises" / NAME / f"{NAME}.ipynb"
    untouched = path.read_bytes()
    path.write_bytes(notebook(RIGHT))
    course.hand_in("ada")
    code, _, told = course.run("autograde")
    assert code == 2
    assert f"python -m grading release {NAME}" in told
    made = course.root / "_build" / "release" / NAME / f"{NAME}.ipynb"
    made.parent.mkdir(parents=True)
    made.write_bytes(untouched)
    assert course.run("autograde")[0] == 0


WRONG_USE = {
    "no exercise": (["04_embeding"], "Do you mean 04_embedding?"),
    "no submissions": ([OTHER], "There are no submissions in"),
    "no such student": (["--student", "zoe"], "There are no submissions of zoe in"),
    "no database": (["--db", "gradebook.db"], "is no address of a gradebook"),
    "no driver": (["--db", "oracle://x"], "is no address of a gradebook"),
    "no folder": (["--db", "sqlite:////nowhere/x.db"], "cannot be used: unable to open"),
    "a file without a folder": (["--to", "x.csv"], "go with --folder"),
    "a folder without an exercise": (["--folder", "."], "--folder needs --exercise"),
    "a folder that is not there": (
        ["--folder", "/nowhere", "--exercise", NAME],
        "There is no folder /nowhere.",
    ),
    "a folder and a gradebook": (
        ["--folder", ".", "--exercise", NAME, "--db", "sqlite:///x"],
        "--folder has no gradebook",
    ),
    "a table nowhere": (
        ["--folder", ".", "--exercise", NAME, "--to", "/nowhere/x.csv"],
        "There is no folder /nowhere to write x.csv to.",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use_is_told_in_a_sentence(course, arguments, message):
    course.hand_in("ada")
    code, _, told = course.run("autograde", *arguments)
    assert code == 2
    assert message in told
    assert told.startswith("python -m grading autograde: ")
    assert told.count("\n") == 1


FAULTS = {
    "locked": GradebookBusy("The gradebook was locked for 900 s."),
    "no sandbox": SandboxMissingError("The program bwrap is missing."),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_cannot_work_is_told_in_a_sentence(course, monkeypatch, fault):
    def fail(*_):
        raise fault

    course.hand_in("ada")
    monkeypatch.setattr(CourseRun, "write", fail)
    assert course.run("autograde")[::2] == (2, f"python -m grading autograde: {fault}\n")


def test_a_file_that_holds_no_results_is_told(course):
    course.hand_in("ada")
    (course.grading / "results.db").write_bytes(b"no database" * 100)
    code, _, told = course.run("autograde")
    assert code == 2
    assert "Move it away" in told


def test_two_at_once_are_refused(course):
    course.hand_in("ada")
    with CourseRun(course.root, [NAME], course.url):
        code, _, told = course.run("autograde")
    assert code == 2
    assert "Another process is grading this course" in told
    assert course.run("autograde")[0] == 0


def test_after_ctrl_c_it_goes_on(course, ran, monkeypatch):
    written = CourseRun.write

    def write(self, task, entry):
        if task.student == "bela":
            raise KeyboardInterrupt
        written(self, task, entry)

    for student in ("ada", "bela", "carl"):
        course.hand_in(student, notebook(f"{RIGHT}  # {student}"))
    monkeypatch.setattr(CourseRun, "write", write)
    code, _, told = course.run("autograde")
    assert (code, told) == (
        130,
        "python -m grading autograde: stopped; what was finished is kept\n",
    )
    assert scores(course) == {"ada": 10}
    monkeypatch.setattr(CourseRun, "write", written)
    assert course.run("autograde")[0] == 0
    assert scores(course) == {"ada": 10, "bela": 10, "carl": 10}
    assert ran == ["ada", "bela", "carl"]


def test_passwords_are_not_shown(course):
    course.hand_in("ada")
    _, _, told = course.run("autograde", "--db", "postgresql+psycopg://me:secret@127.0.0.1:9/x")
    assert "postgresql+psycopg://me:***@127.0.0.1:9/x cannot be used" in told
    assert "secret" not in told
