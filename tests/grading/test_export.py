"""Exports: every cell comes back as it was, and none is a formula."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.plugins.export import CsvExportPlugin

from grading.__main__ import main
from grading.course import gradebook_url
from grading.export import FORMS, neutral, read_scores, write_export
from grading.gradebook import make_tables
from grading.sample_class import FOLDER

pytestmark = [
    # nbgrader's own way of adding submissions
    pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning"),
    pytest.mark.xdist_group("export"),
]

EXERCISES = ("01_first", "02_second")
NASTY = {
    "ada": ("Ada", "Lovelace, Countess", "ada@example.org"),
    "grace": ('Grace "Amazing"', "Hopper\r\nUSN", "+1@example.org"),
    "陈": ("景润", "陈", None),
    "=1+1": ("=HYPERLINK(0)", "@SUM(A1)", "\t=1"),
    "new": (None, "-Nought", ""),
}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('course')}/gradebook.db"
    make_tables(url, "word2vec")
    with Gradebook(url, "word2vec") as book:
        for number, name in enumerate(EXERCISES):
            book.add_assignment(name, course_id="word2vec", duedate="2030-01-01")
            book.add_notebook(name, name)
            for cell, points in (("check", 10), ("think", 0)):
                book.add_grade_cell(cell, name, name, max_score=points, cell_type="code")
            for student, (first, last, email) in NASTY.items():
                book.update_or_create_student(
                    student, first_name=first, last_name=last, email=email, lms_user_id="7"
                )
                if student != "new":
                    submission = book.add_submission(name, student, timestamp="2030-01-02")
                    submission.notebooks[0].late_submission_penalty = number
                    for grade in submission.notebooks[0].grades:
                        if grade.name == "check":
                            grade.auto_score = None if student == "grace" else 10 / 3
                            grade.needs_manual_grade = student == "grace"
        book.db.commit()
    return url


@pytest.fixture(params=FORMS)
def form(request):
    return request.param


def exported(url, form, tmp_path):
    path = tmp_path / "grades.csv"
    write_export(path, read_scores(url), form)
    text = path.read_bytes().decode("utf-8")
    assert [each.name for each in tmp_path.iterdir()] == ["grades.csv"]
    return text, list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_line_has_every_column(url, form, tmp_path):
    text, lines = exported(url, form, tmp_path)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    students = {"csv": 2 * len(NASTY), "canvas": len(NASTY) + 1, "moodle": len(NASTY)}
    assert len(lines) == students[form]
    assert text.count("\n") == len(rows), "a name broke a line"


def test_no_cell_is_a_formula(url, form, tmp_path):
    text, _ = exported(url, form, tmp_path)
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert "'=1+1" in text


def test_canvas_has_its_columns_and_the_points_there_are(url, tmp_path):
    text, lines = exported(url, "canvas", tmp_path)
    assert text.startswith(
        "Student,ID,SIS User ID,SIS Login ID,Section,01_first,02_second\r\n"
        "    Points Possible,,,,,10,10\r\n"
    )
    by = {line["SIS Login ID"]: line for line in lines}
    assert by["ada"] == {
        "Student": "Lovelace, Countess, Ada",
        "ID": "7",
        "SIS User ID": "",
        "SIS Login ID": "ada",
        "Section": "",
        "01_first": "3.3333",
        "02_second": "2.3333",
    }


@pytest.mark.parametrize(("form", "key"), [("canvas", "SIS Login ID"), ("moodle", "Username")])
def test_what_is_not_scored_leaves_the_system_as_it_is(url, form, key, tmp_path):
    by = {line[key]: line for line in exported(url, form, tmp_path)[1]}
    assert by["grace"]["01_first"] == ""  # grading failed, say: never 0
    assert by["new"]["01_first"] == ""
    assert by["陈"]["01_first"] == "3.3333"


def test_moodle_has_its_columns(url, tmp_path):
    text, lines = exported(url, "moodle", tmp_path)
    assert text.startswith("First name,Last name,Username,ID number,Email address,01_first,")
    by = {line["Username"]: line for line in lines}
    assert by["grace"]["First name"] == 'Grace "Amazing"'
    assert by["grace"]["Last name"] == "Hopper USN"


def test_only_some_exercises(url):
    scores = read_scores(url, ["02_second"])
    assert [each.name for each in scores.assignments] == ["02_second"]
    assert len(scores.by) == len(NASTY) - 1


def test_the_command_writes_the_file(url, tmp_path, capsys):
    path = tmp_path / "grades.csv"
    assert main(["export", "--to", str(path), "--form", "canvas", "--db", url]) == 0
    assert path.read_text(encoding="utf-8") == exported(url, "canvas", tmp_path)[0].replace(
        "\r\n", "\n"
    )
    assert capsys.readouterr().out == (
        f"8 scores of 5 students in {path}\n"
        "2 submissions among them not fully scored yet: see formgrader.\n"
    )


def test_pandas_reads_it(url, form, tmp_path):
    pandas = pytest.importorskip("pandas")
    exported(url, form, tmp_path)
    table = pandas.read_csv(tmp_path / "grades.csv", skiprows=[1] if form == "canvas" else None)
    key = {"csv": "student_id", "canvas": "SIS Login ID", "moodle": "Username"}[form]
    assert set(table[key]) == {neutral(student) for student in NASTY}


@pytest.mark.slow
@pytest.mark.xdist_group("nbgrader")
def test_scores_are_those_of_nbgraders_own_export(sample_class, tmp_path):
    with Gradebook(gradebook_url(FOLDER), "word2vec") as book:
        CsvExportPlugin(to=str(tmp_path / "stock.csv")).export(book)
    with open(tmp_path / "stock.csv", newline="") as file:
        stock = {(row["assignment"], row["student_id"]): row for row in csv.DictReader(file)}
    (tmp_path / "ours").mkdir()
    _, ours = exported(gradebook_url(FOLDER), "csv", tmp_path / "ours")
    assert len(ours) == len(stock) > 40
    for row in ours:
        expected = stock[row["assignment"], row["student_id"]]
        for column in ("raw_score", "late_submission_penalty", "score", "max_score"):
            assert float(row[column]) == pytest.approx(float(expected[column]), abs=1e-4)


@settings(max_examples=200, deadline=None)
@example("\b=")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_comes_back_on_one_line_and_harmless(text):
    file = io.StringIO(newline="")
    csv.writer(file).writerow([neutral(text), "next"])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert row == [neutral(text), "next"]
    assert not row[0].lstrip().startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))
    assert not any(ord(character) < 32 for character in row[0])
