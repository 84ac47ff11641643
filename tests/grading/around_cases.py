"""Cases of faults around the grader: each grades something, and looks at what is kept of it."""

import csv
import functools
import io
import multiprocessing
import os
import random
import signal
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import sqlalchemy
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from grading.autograded import write_autograded
from grading.course import nbgrader_config
from grading.export import FORMS, read_scores, write_export
from grading.grade import grade_notebook
from grading.gradebook import Entry, Writer
from grading.reading import read_submission
from grading.sandbox.pool import Pool
from tests.grading.failing_pool import FailingPool
from tests.grading.submissions import RIGHT, filled, released

EXERCISE = released("04_embedding")
CHECK = "check_embedding"

#: Function, number of its case, score and statuses
CASES = []


def case(number, score, *statuses):
    """Declare a case: what the gradebook should hold after it."""

    def declare(around):
        CASES.append((around, number, score, list(statuses)))
        return around

    return declare


def graded(pool, student="ada", more=()):
    """Grade an honest submission, with further cells."""
    notebook = filled(EXERCISE, [("embedding", RIGHT)])
    notebook.cells += more
    submission = read_submission(nbformat.writes(notebook).encode(), EXERCISE)
    return Entry(student, submission, grade_notebook(EXERCISE, submission.notebook, pool))


def gradebook(folder):
    """Make a gradebook, and return its address."""
    (folder / "_grading").mkdir()
    (folder / "_grading" / "gradebook.db").write_bytes(_new_gradebook())
    return nbgrader_config(folder).CourseDirectory.db_url


@functools.cache
def _new_gradebook():
    with tempfile.TemporaryDirectory() as folder:
        with Writer(f"sqlite:///{folder}/gradebook.db") as writer:
            writer.add_exercise(EXERCISE)
        return Path(folder, "gradebook.db").read_bytes()


def write(url, *entries):
    with Writer(url) as writer:
        for entry in entries:
            writer.write(entry)


def kept(url, student="ada"):
    """Return the score of the check that a gradebook holds, and whether a person should look."""
    with Gradebook(url, "word2vec") as book:
        grade = book.find_grade(CHECK, EXERCISE.name, EXERCISE.name, student)
        return grade.auto_score, grade.needs_manual_grade


def statuses(*entries):
    return list(dict.fromkeys(flag.status.value for entry in entries for flag in entry.flags))


@case(36, 10)
def script_in_feedback(pool, folder):
    script = "<script>document.title = 'taken'</script><img src=x onerror=taken()>"
    shown = new_code_cell(f"from IPython.display import HTML, display\ndisplay(HTML({script!r}))")
    entry = graded(
        pool, more=[shown, new_markdown_cell(script), new_code_cell(f"print({script!r})")]
    )
    url = gradebook(folder)
    write(url, entry)
    write_autograded(folder / "_grading" / "autograded", entry)
    done = NbGraderAPI(config=nbgrader_config(folder)).generate_feedback(EXERCISE.name, "ada")
    page = folder / "_grading" / "feedback" / "ada" / EXERCISE.name / f"{EXERCISE.name}.html"
    text = page.read_text(encoding="utf-8") if done["success"] else "no feedback"
    problem = "" if done["success"] and "&lt;script&gt;document.title" in text else "not shown"
    if "<script>document.title" in text or "<img src=x" in text.replace('"', ""):
        problem += "it acts"
    return kept(url)[0], statuses(entry), problem


@case(37, 10)
def formula_for_a_name(pool, folder):
    name = "=HYPERLINK(A1),x"
    entry = graded(pool, name)
    url = gradebook(folder)
    write(url, entry)
    with Gradebook(url, "word2vec") as book:
        book.update_or_create_student(name, first_name="@SUM(A1)", last_name="-1\n+1", email="=1")
    problem = ""
    for form in FORMS:
        write_export(folder / form, read_scores(url), form)
        text = (folder / form).read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        cells = [cell for row in rows for cell in row if cell.strip()[:1] in ("=", "@", "+", "-")]
        if cells or len({len(row) for row in rows}) > 1:
            problem += f"{form}: {cells} {rows}"
    return kept(url, name)[0], statuses(entry), problem


@case(38, 10)
def killed_grader(pool, folder):
    """Kill a grader in the middle, twice; the one after it finds all in order."""
    url = gradebook(folder)
    students = [f"student{number}" for number in range(4)]
    # spawned, since a fork would share the sandbox
    spawn = multiprocessing.get_context("spawn")
    for written in (1, 2):
        grader = spawn.Process(target=_grade_all, args=(url, students))
        grader.start()
        while grader.is_alive() and len(_submissions(url)) < written:
            time.sleep(0.2)
        time.sleep(random.uniform(0, 0.5))
        os.kill(grader.pid, signal.SIGKILL)
        grader.join()
    _grade_all(url, students)
    found = _submissions(url)
    wanted = {student: len(EXERCISE.checks) + 1 for student in students}  # and a written answer
    problem = "" if found == wanted else f"{found}"
    scores = {kept(url, student)[0] for student in students}
    return scores.pop() if len(scores) == 1 else scores, [], problem


def _submissions(url):
    """Return how many scores each student has in a gradebook, once for each submission."""
    with Gradebook(url, "word2vec") as book:
        submissions = book.assignment_submissions(EXERCISE.name)
        assert len({each.student.id for each in submissions}) == len(submissions)
        return {each.student.id: len(each.notebooks[0].grades) for each in submissions}


def _grade_all(url, students):
    with Pool() as pool, Writer(url) as writer:
        for student in students:
            writer.write(graded(pool, student))


@case(39, 10)
def locked_gradebook(pool, folder):
    url = gradebook(folder)
    entry = graded(pool)
    engine = sqlalchemy.create_engine(url)
    impatient = f"{url.partition('?')[0]}?timeout=0.1"
    with engine.connect() as connection, Writer(impatient, tell=lambda sentence: None) as writer:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(1) as threads:
            written = threads.submit(writer.write, entry)
            time.sleep(1)
            problem = "it did not wait" if written.done() else ""
            connection.rollback()
            written.result(30)
    engine.dispose()
    return kept(url)[0], statuses(entry), problem


@case(40, 10, "infrastructure")
def failed_regrade(pool, folder):
    url = gradebook(folder)
    entry = graded(pool)
    with FailingPool(times=9) as failing:
        again = graded(failing)
    write(url, entry, again)
    score, needs_manual_grade = kept(url)
    return score, statuses(entry, again), "" if needs_manual_grade else "nobody is told"


@case(41, None, "infrastructure")
def failed_sandbox(pool, folder):
    url = gradebook(folder)
    with FailingPool(times=9) as failing:
        entry = graded(failing)
    write(url, entry)
    score, needs_manual_grade = kept(url)
    return score, statuses(entry), "" if needs_manual_grade else "nobody is told"


@case(41, 10)
def sandbox_that_failed_once(pool, folder):
    url = gradebook(folder)
    with FailingPool(times=1) as failing:
        entry = graded(failing)
    write(url, entry)
    return kept(url)[0], statuses(entry), ""
