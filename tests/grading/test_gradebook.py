"""The gradebook: what is written is what nbgrader would write, all of it or nothing."""

import datetime
import itertools
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from grading import gradebook
from grading.autograde import autograded
from grading.autograded import write_autograded
from grading.course import ROOT, exercises, gradebook_url, nbgrader_config
from grading.exercise import Exercise
from grading.gradebook import Entry, GradebookBusy, Writer, has_tables, make_tables, students_in
from grading.reading import read_submission
from grading.sample_class import FOLDER, STUDENTS
from grading.status import Flag, Status
from tests.grading import postgresql
from tests.grading.stand_in import Graded, graded_as
from w2vlib import Embedding

# one process makes the databases that others are copied from
pytestmark = pytest.mark.xdist_group("gradebook")

NAME = "04_embedding"
EXERCISE = Exercise.read(ROOT / "exercises" / NAME / f"{NAME}.ipynb")
CHECK = "check_embedding"
ANSWERED = EXERCISE.source.replace("raise NotImplementedError()", "return 1").encode()
WROTE = EXERCISE.source.replace("YOUR ANSWER HERE", "One-hot rows.").encode()


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory):
    """Return a function that makes a gradebook which knows the exercise, or an empty one."""
    template = tmp_path_factory.mktemp("template") / "gradebook.db"
    add_exercise(f"sqlite:///{template}")

    def new(known=True):
        path = tmp_path_factory.mktemp("course") / "gradebook.db"
        if known:
            shutil.copy(template, path)
        return f"sqlite:///{path}"

    return new


@pytest.fixture(scope="session")
def new_postgresql():
    """Return the same for PostgreSQL."""
    if reason := postgresql.missing():
        pytest.skip(reason)
    with postgresql.server() as new_database:
        add_exercise(new_database("known"))
        numbers = itertools.count()

        def new(known=True):
            return new_database(f"t{next(numbers)}", "known" if known else "template1")

        yield new


def add_exercise(url):
    with Writer(url) as writer:
        writer.add_exercise(EXERCISE)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request):
    return request.param


@pytest.fixture
def url(kind, request):
    return request.getfixturevalue(f"new_{kind}")()


@pytest.fixture
def writer(url):
    with Writer(url) as writer:
        yield writer


def entry(data=ANSWERED, student="ada", graded=None, **more):
    graded = graded or graded_as(CHECK, "Embedding", Embedding)
    return Entry(student, read_submission(data, EXERCISE), graded, **more)


def rows(url, exercise=NAME):
    """Return all that the gradebook says of an exercise, by student."""
    with Gradebook(url, "word2vec") as book:
        return {
            submission.student.id: {
                "timestamp": submission.timestamp,
                "score": submission.score,
                "needs_manual_grade": submission.needs_manual_grade,
                "notebooks": {
                    notebook.name: {
                        "penalty": notebook.late_submission_penalty,
                        "grades": {
                            each.name: (
                                each.auto_score,
                                each.manual_score,
                                each.extra_credit,
                                each.needs_manual_grade,
                            )
                            for each in notebook.grades
                        },
                        "comments": {
                            each.name: (each.auto_comment, each.manual_comment)
                            for each in notebook.comments
                        },
                    }
                    for notebook in submission.notebooks
                },
            }
            for submission in book.assignment_submissions(exercise)
        }


def notebook_of(url, student="ada"):
    return rows(url)[student]["notebooks"][NAME]


def points_shown(notebook):
    """Return what each check cell of an executed notebook gave, as nbgrader reads it."""
    return {
        cell.metadata.nbgrader.grade_id: float(output.data["text/plain"])
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "execute_result" and "nbgrader" in cell.metadata
    }


@pytest.mark.slow
@pytest.mark.xdist_group("nbgrader")
def test_rows_are_those_that_stock_autograde_writes(sample_class, tmp_path):
    shutil.copy(FOLDER / "_grading" / "gradebook.db", tmp_path)
    url = f"sqlite:///{tmp_path}/gradebook.db"
    before = {name: rows(gradebook_url(FOLDER), name) for name in exercises()}
    with Gradebook(url, "word2vec") as book:
        for name in exercises():
            for student in STUDENTS:
                book.remove_submission(name, student.name)
    with Writer(url) as writer:
        for name in exercises():
            exercise = Exercise.read(FOLDER / "exercises" / name / f"{name}.ipynb")
            for student in STUDENTS:
                path = FOLDER / "_grading" / "submitted" / student.name / name / f"{name}.ipynb"
                submission = read_submission(path.read_bytes(), exercise)
                assert submission.flags == ()
                shown = points_shown(autograded(FOLDER, student.name, name))
                writer.write(Entry(student.name, submission, Graded(scores=shown)))
    assert {name: rows(url, name) for name in exercises()} == before


def test_a_new_submission(url, writer):
    writer.write(entry())
    assert notebook_of(url)["grades"] == {
        CHECK: (10.0, None, None, False),
        "think_embedding": (0.0, None, None, False),
    }
    assert notebook_of(url)["comments"] == {
        "embedding": (None, None),
        "think_embedding": ("No response.", None),
    }
    assert rows(url)["ada"]["score"] == 10
    assert not rows(url)["ada"]["needs_manual_grade"]


def test_a_written_answer_waits_for_a_person(url, writer):
    writer.write(entry(WROTE))
    assert notebook_of(url)["grades"]["think_embedding"] == (None, None, None, True)


def test_the_comment_on_an_answer_names_the_mistake(url, writer):
    graded = graded_as(CHECK, "Embedding", "embedding-overwrites-repeated-ids")
    writer.write(entry(graded=graded))
    text, _ = notebook_of(url)["comments"]["embedding"]
    assert text.startswith(f"**Embedding: {graded.scores[CHECK]:g} of 10 points**")
    assert "repeated ids overwrite" in text


def test_flags_are_told_in_words(url, writer):
    graded = Graded(scores={CHECK: 3.0}, flags=[Flag(Status.TIMEOUT, 3, "<script>")] * 2)
    writer.write(entry(graded=graded))
    text, _ = notebook_of(url)["comments"]["embedding"]
    assert text.count(Status.TIMEOUT.meaning) == 1
    assert "<script>" not in text


def test_what_a_person_gave_stays(url, writer):
    writer.write(entry())
    with Gradebook(url, "word2vec") as book:
        grade = book.find_grade(CHECK, NAME, NAME, "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 7, 1, False
        book.find_comment("embedding", NAME, NAME, "ada").manual_comment = "Well tried."
        book.db.commit()
    writer.write(entry(graded=Graded(scores={CHECK: 2.0})))
    # as stock: a person should look again
    assert notebook_of(url)["grades"][CHECK] == (2.0, 7.0, 1.0, True)
    assert notebook_of(url)["comments"]["embedding"] == (None, "Well tried.")
    assert rows(url)["ada"]["score"] == 8


def test_writing_again_changes_nothing(url, writer):
    writer.write(entry())
    before = rows(url)
    writer.write(entry())
    assert rows(url) == before


def test_a_failure_of_ours_is_never_0(url, writer):
    failed = Graded(complete=False, flags=[Flag(Status.INFRASTRUCTURE)])
    writer.write(entry(student="new", graded=failed))
    assert notebook_of(url, "new")["grades"][CHECK] == (None, None, None, True)
    writer.write(entry())
    writer.write(entry(graded=failed))
    assert notebook_of(url)["grades"][CHECK] == (10.0, None, None, True)
    assert Status.INFRASTRUCTURE.meaning in notebook_of(url)["comments"]["embedding"][0]


def test_what_could_not_be_read_asks_for_a_person(url, writer):
    writer.write(entry(b"{", graded=Graded(scores={CHECK: 0.0})))
    assert notebook_of(url)["grades"][CHECK] == (0.0, None, None, True)
    assert Status.UNREADABLE.meaning in notebook_of(url)["comments"]["think_embedding"][0]


def test_changes_are_told_before_they_are_made(url, writer):
    better = entry()
    assert writer.differences(better) == {CHECK: (None, 10.0), "think_embedding": (None, 0)}
    writer.write(entry(graded=Graded(scores={CHECK: 4.0})))
    assert writer.differences(better) == {CHECK: (4.0, 10.0)}
    assert writer.differences(entry(graded=Graded(complete=False))) == {}
    assert notebook_of(url)["grades"][CHECK][0] == 4


DUE = datetime.datetime(2030, 1, 1)
LATE, IN_TIME = "2030-01-01 01:00:00 UTC", "2029-12-31 23:00:00 UTC"


class Hourly(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {"over": 99.0, "under": -1.0, "none": None}.get(
            student_id, total_seconds_late / 3600
        )


@pytest.mark.parametrize(
    ("student", "timestamp", "penalty"),
    [
        ("ada", LATE, 1.0),
        ("ada", IN_TIME, None),
        ("over", LATE, 10.0),
        ("under", LATE, 0.0),
        ("none", LATE, None),
    ],
)
def test_lateness_costs_what_the_plugin_says(url, student, timestamp, penalty):
    with Writer(url, late=Hourly()) as writer:
        with Gradebook(url, "word2vec") as book:
            book.update_or_create_assignment(NAME, duedate=DUE)
        writer.write(entry(student=student, timestamp=timestamp))
    assert notebook_of(url, student)["penalty"] == penalty
    assert rows(url)[student]["timestamp"] is not None


def test_half_a_submission_is_never_written(url, writer, monkeypatch):
    def fail(entry):
        raise ZeroDivisionError

    monkeypatch.setattr(gradebook, "comments_of", fail)
    with pytest.raises(ZeroDivisionError):
        writer.write(entry())
    assert rows(url) == {}
    monkeypatch.undo()
    writer.write(entry())
    assert notebook_of(url)["grades"][CHECK][0] == 10


def hold(url, seconds):
    """Keep the table of grades locked in another thread."""
    locked = threading.Event()

    def lock():
        engine = sqlalchemy.create_engine(url)
        with engine.connect() as connection:
            sqlite = url.startswith("sqlite")
            how = "BEGIN EXCLUSIVE" if sqlite else "LOCK TABLE grade IN ACCESS EXCLUSIVE MODE"
            connection.exec_driver_sql(how)
            locked.set()
            time.sleep(seconds)
            connection.rollback()
        engine.dispose()

    thread = threading.Thread(target=lock)
    thread.start()
    locked.wait(10)
    return thread


def test_a_lock_is_waited_out_and_spoken_of(url, monkeypatch):
    monkeypatch.setattr(gradebook, "_QUIET", 0)
    monkeypatch.setattr(gradebook, "_LOCK_TIMEOUT", "200ms")
    told = []
    url += "?timeout=0.1" if url.startswith("sqlite") else ""
    with Writer(url, tell=told.append) as writer:
        writer.write(entry(student="first"))
        thread = hold(url, 1)
        writer.write(entry())
        thread.join()
    assert notebook_of(url)["grades"][CHECK][0] == 10
    assert told == ["Waiting: another program is writing into the gradebook."]


def test_a_lock_that_stays_is_named(url, monkeypatch):
    monkeypatch.setattr(gradebook, "_LOCK_TIMEOUT", "100ms")
    url += "?timeout=0.1" if url.startswith("sqlite") else ""
    with Writer(url, patience=0.3, tell=print) as writer:
        thread = hold(url, 1.5)
        with pytest.raises(GradebookBusy, match="nothing of this submission was written"):
            writer.write(entry())
        thread.join()
        assert rows(url) == {}
        writer.write(entry())
    assert notebook_of(url)["grades"][CHECK][0] == 10


def test_an_exercise_must_be_known(new_sqlite):
    with Writer(new_sqlite(known=False)) as writer:
        with pytest.raises(LookupError, match="does not know 04_embedding"):
            writer.write(entry())
        writer.add_exercise(EXERCISE)
        writer.write(entry())


@pytest.mark.parametrize("student", ["", "..", "a/b", "a\0b", "x" * 200])
def test_an_id_that_names_no_folder_is_refused(new_sqlite, student):
    with Writer(new_sqlite()) as writer, pytest.raises(ValueError, match="cannot be a student's"):
        writer.write(entry(student=student))


def test_other_databases_faults_are_not_waited_for(tmp_path):
    (tmp_path / "gradebook.db").write_bytes(b"no database" * 100)
    with pytest.raises(sqlalchemy.exc.DatabaseError):
        Writer(f"sqlite:///{tmp_path}/gradebook.db", patience=5).__enter__()


def test_one_commit_for_each_submission(url, writer):
    writer.write(entry())
    commits = []
    sqlalchemy.event.listen(writer._gradebook.engine, "commit", commits.append)
    writer.write(entry(student="grace"))
    assert len(commits) == 1


def test_an_answer_to_an_older_release_is_written(url, writer):
    known = entry()
    less = replace(known, graded=Graded(scores={}))
    writer.write(less)
    assert notebook_of(url)["grades"][CHECK] == (None, None, None, True)


def schema(url):
    """Return all that says how a database is made, and its version."""
    engine = sqlalchemy.create_engine(url)
    about = sqlalchemy.inspect(engine)
    found = {
        table: (
            sorted((each["name"], str(each["type"]), each["nullable"]) for each in columns),
            sorted(str(each["constrained_columns"]) for each in about.get_foreign_keys(table)),
            sorted(str(each["column_names"]) for each in about.get_unique_constraints(table)),
        )
        for table in about.get_table_names()
        for columns in [about.get_columns(table)]
    }
    with engine.connect() as connection:
        version = connection.execute(sqlalchemy.text("SELECT * FROM alembic_version")).all()
    engine.dispose()
    return found, version


@pytest.mark.slow
def test_a_new_gradebook_is_as_nbgrader_makes_it(kind, request):
    new = request.getfixturevalue(f"new_{kind}")
    ours, theirs = new(known=False), new(known=False)
    make_tables(ours, "word2vec")
    Gradebook(theirs, "word2vec").close()
    assert schema(ours) == schema(theirs)
    with Gradebook(ours, "word2vec") as book:
        assert book.assignments == []


def test_two_may_make_it_at_once(new_sqlite):
    url, failed = new_sqlite(known=False), []

    def make():
        try:
            with Writer(url):
                pass
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(schema(url)[1]) == 1


def test_a_gradebook_that_holds_something_is_left_alone(url, writer):
    writer.write(entry())
    before = rows(url)
    make_tables(url, "another")
    assert rows(url) == before


def test_looking_at_a_gradebook_makes_none(new_sqlite):
    url = new_sqlite(known=False)
    assert students_in(url, NAME) == set()
    assert not has_tables(url)
    assert not Path(url.removeprefix("sqlite:///")).exists()


def test_students_in_a_gradebook(url, writer):
    assert students_in(url, NAME) == set()
    writer.write(entry())
    writer.write(entry(student="grace"))
    assert students_in(url, NAME) == {"ada", "grace"}
    assert students_in(url, "another") == set()


@pytest.mark.parametrize("method", ["none", "zero"])
def test_nbgraders_own_penalty_is_ours(url, method):
    config = Config()
    config.LateSubmissionPlugin.penalty_method = method
    stock = AssignLatePenalties(config=config)
    stock.init_plugin()
    with Writer(url, late=stock.plugin_inst) as writer:
        with Gradebook(url, "word2vec") as book:
            book.update_or_create_assignment(NAME, duedate=DUE)
        for student, timestamp in (("late", LATE), ("early", IN_TIME), ("unknown", None)):
            writer.write(entry(student=student, timestamp=timestamp))
    before = rows(url)
    assert before["late"]["notebooks"][NAME]["penalty"] == (10 if method == "zero" else None)
    for student in before:
        about = {"notebook": NAME, "assignment": NAME, "student": student, "db_url": url}
        stock.preprocess(EXERCISE.notebook, {"nbgrader": about})
    assert rows(url) == before


def test_the_formgrader_lists_our_scores(new_sqlite, tmp_path):
    url = new_sqlite()
    entries = [
        entry(),
        entry(WROTE, student="grace"),
        entry(b"{", student="alan", graded=Graded(scores={CHECK: 0.0})),
    ]
    with Writer(url) as writer:
        for each in entries:
            writer.write(each)
            write_autograded(tmp_path / "_grading" / "autograded", each)
    config = nbgrader_config(tmp_path)
    config.CourseDirectory.db_url = url
    api = NbGraderAPI(config=config)
    listed = {each.student: api.get_submission(NAME, each.student) for each in entries}
    assert [each["score"] for each in listed.values()] == [10, 10, 0]
    assert [each["max_score"] for each in listed.values()] == [10] * 3
    assert [each["needs_manual_grade"] for each in listed.values()] == [False, True, True]
    assert all(each["autograded"] for each in listed.values())
    for each in api.get_notebook_submissions(NAME, NAME):
        assert each["score"] == listed[each["student"]]["score"]
        assert not each["failed_tests"] or each["student"] == "alan"


def test_to_write_once_more_no_other_students_rows_are_looked_at(new_sqlite):
    plans = []

    def explain(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(detail.split()[:2] for *_, detail in cursor.fetchall())

    where = sqlalchemy.Engine, "before_cursor_execute", explain
    with Writer(new_sqlite()) as writer:
        writer.write(entry())
        sqlalchemy.event.listen(*where)
        try:
            writer.write(entry())
        finally:
            sqlalchemy.event.remove(*where)
    of_students = {"submitted_assignment", "submitted_notebook", "grade", "comment"}
    assert {how for how, table in plans if table in of_students} == {"SEARCH"}
