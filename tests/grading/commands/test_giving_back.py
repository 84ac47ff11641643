"""collect, and what comes back: feedback, report and export."""

import csv
import os
import zipfile

import pytest
from bs4 import BeautifulSoup

from grading.exercise import Exercise
from tests.grading.commands.conftest import NAME, OTHER, RIGHT, WRONG, notebook

pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")


@pytest.fixture
def graded_course(course):
    """Return a course of two students, graded."""
    course.hand_in("ada")
    course.hand_in("be[l]a", notebook(WRONG))
    assert course.run("autograde")[0] == 0
    return course


def page(course, student):
    path = course.grading / "feedback" / student / NAME / f"{NAME}.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text()


def test_from_the_platforms_archive_to_the_pages(course, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(f"Ada L_17_assignsubmission_file_/{NAME}.ipynb", notebook(RIGHT))
        archive.writestr("Be B_18_assignsubmission_file_/homework.ipynb", notebook(WRONG))
    assert course.run("collect", NAME, str(tmp_path / "all.zip"))[0] == 0
    assert course.run("autograde")[0] == 0
    assert course.run("feedback")[0] == 0
    assert "repeated ids overwrite" in page(course, "Be B_18")
    assert "repeated ids overwrite" not in page(course, "Ada L_17")


def test_collect_says_what_it_left_out(course, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").write_bytes(b"{}")
    (tmp_path / "in" / "bela.ipynb").symlink_to("/etc/passwd")
    code, said, _ = course.run("collect", NAME, str(tmp_path / "in"))
    assert code == 1
    assert "1 file of 1 student" in said
    assert "Left out: bela.ipynb: a link was handed in" in said


def test_a_dry_collect_names_the_students(course, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").write_bytes(b"{}")
    code, said, _ = course.run("collect", NAME, str(tmp_path / "in"), "--dry-run")
    assert code == 0
    assert "\n  ada: 1 file\n" in said
    assert not (course.grading / "submitted").exists()


@pytest.mark.parametrize(
    ("layout", "message"),
    [("(", "is no regular expression"), (r"(?P<who>\w+)", "needs a group (?P<student>…)")],
)
def test_a_wrong_layout_is_told(course, tmp_path, layout, message):
    code, _, told = course.run("collect", NAME, str(tmp_path), "--layout", layout)
    assert code == 2
    assert message in told


def test_an_archive_without_students_is_told(course, tmp_path):
    (tmp_path / "in").mkdir()
    code, _, told = course.run("collect", NAME, str(tmp_path / "in"))
    assert code == 2
    assert "--layout says where the student's id stands" in told


@pytest.mark.slow
@pytest.mark.xdist_group("nbgrader")
class TestFeedback:
    def test_only_those_asked_for(self, graded_course):
        code, said, _ = graded_course.run("feedback", "--student", "be[l]a")
        assert code == 0
        assert "1 page in" in said
        assert page(graded_course, "be[l]a")
        assert not (graded_course.grading / "feedback" / "ada").exists()

    def test_new_ones_are_those_graded_since(self, graded_course):
        graded_course.run("feedback")
        assert graded_course.run("feedback", "--new")[1] == "All pages are as new.\n"
        path = graded_course.grading / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
        later = path.stat().st_mtime + 100
        os.utime(path, (later, later))
        assert "1 page in" in graded_course.run("feedback", "--new")[1]

    def test_a_dry_run_writes_nothing(self, graded_course):
        assert "2 pages would be written" in graded_course.run("feedback", "--dry-run")[1]
        assert not (graded_course.grading / "feedback").exists()

    def test_a_page_that_cannot_be_written_stops_no_other(self, graded_course):
        path = graded_course.grading / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
        path.chmod(0o644)
        path.write_text("{")
        code, said, _ = graded_course.run("feedback")
        assert code == 1
        assert f"Not written: {NAME} of ada" in said
        assert page(graded_course, "be[l]a")

    def test_before_autograde_there_is_none(self, course):
        course.hand_in("ada")
        code, _, told = course.run("feedback")
        assert code == 2
        assert "run autograde first" in told


def test_the_report_is_of_what_was_graded(graded_course):
    graded_course.hand_in("carl")
    code, said, _ = graded_course.run("report")
    path = graded_course.grading / "class_report.html"
    assert code == 0
    assert (
        said
        == f"A report of 2 submissions: {path}\n1 submission more not graded yet: run autograde.\n"
    )
    assert "2 submissions" in " ".join(
        BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text().split()
    )


def test_the_report_does_not_need_what_was_graded_to_be_as_it_was(graded_course, monkeypatch):
    monkeypatch.setattr(Exercise, "digest", "another")
    assert "Would write a report of 2 submissions" in graded_course.run("report", "--dry-run")[1]
    assert not (graded_course.grading / "class_report.html").exists()


@pytest.mark.parametrize("command", ["report", "export"])
def test_what_is_not_there_is_told(graded_course, command):
    code, _, told = graded_course.run(command, OTHER)
    assert code == 2
    assert told.count("\n") == 1
    (graded_course.grading / "gradebook.db").unlink()
    assert "There is no gradebook" in graded_course.run(command)[2]


def test_the_export_has_the_scores(graded_course):
    code, said, _ = graded_course.run("export")
    path = graded_course.grading / "grades.csv"
    assert (code, said) == (0, f"2 scores of 2 students in {path}\n")
    with open(path, encoding="utf-8", newline="") as file:
        found = {line["student_id"]: line["score"] for line in csv.DictReader(file)}
    assert found == {"ada": "10", "be[l]a": "7"}


def test_a_dry_export_writes_nothing(graded_course):
    assert "Would write 2 scores of 2 students" in graded_course.run("export", "--dry-run")[1]
    assert not (graded_course.grading / "grades.csv").exists()
