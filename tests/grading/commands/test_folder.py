"""autograde --folder: a folder of notebooks, and no course."""

import csv
import subprocess
import sys
import zipfile

import pytest

from grading.course import ROOT
from tests.grading.commands.conftest import BROKEN, CHECK, NAME, RIGHT, WRONG, notebook

#: Looks rows up, and has no backward
HALF = """\
class Embedding:
    def __init__(self, W):
        self.params, self.grads = [W], [W * 0]

    def forward(self, idx):
        return self.params[0][idx]
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a notebook, a student's folder, an archive, and other things."""
    folder = tmp_path / "downloads"
    (folder / "bela" / "homework").mkdir(parents=True)
    (folder / "ada.ipynb").write_bytes(notebook(RIGHT))
    (folder / "bela" / "homework" / f"{NAME}.ipynb").write_bytes(notebook(WRONG))
    with zipfile.ZipFile(folder / "carl.zip", "w") as archive:
        archive.writestr(f"{NAME}.ipynb", notebook(RIGHT))
    (folder / "=dora.ipynb").write_bytes(BROKEN)
    (folder / "notes.txt").write_text("")
    (folder / ".hidden.ipynb").write_bytes(BROKEN)
    return folder


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {line["student"]: line for line in csv.DictReader(file)}


def test_each_student_has_a_line(course, folder, tmp_path):
    path = tmp_path / "scores.csv"
    arguments = ["--folder", str(folder), "--exercise", NAME, "--to", str(path)]
    code, said, _ = course.run("autograde", *arguments)
    assert code == 1
    assert f"4 submissions graded: {path}" in said
    assert "Left alone: notes.txt" in said
    assert f"{NAME} of =dora: unreadable" in said
    lines = table(path)
    assert list(lines) == ["'=dora", "ada", "bela", "carl"]
    assert lines["ada"] == {
        "student": "ada",
        "score": "10",
        "max_score": "10",
        CHECK: "10",
        "needs_a_person": "no",
        "flags": "",
    }
    assert lines["bela"]["score"] == lines["bela"][CHECK] == "7"
    assert lines["'=dora"]["needs_a_person"] == "yes"
    assert lines["'=dora"]["flags"] == "unreadable"


def test_a_report_is_made_if_asked_for(course, folder, tmp_path):
    path = tmp_path / "report.html"
    asked = ["--folder", str(folder), "--exercise", NAME, "--to", str(tmp_path / "s.csv")]
    assert str(path) in course.run("autograde", *asked, "--report", str(path))[1]
    text = path.read_text(encoding="utf-8")
    assert "=dora" in text
    assert "repeated ids" in text


def test_a_dry_run_writes_nothing(course, folder, tmp_path):
    path = tmp_path / "scores.csv"
    asked = ["--folder", str(folder), "--exercise", NAME, "--to", str(path), "--dry-run"]
    assert course.run("autograde", *asked)[0] == 0
    assert not path.exists()


def test_nothing_is_written_into_the_course(course, folder, tmp_path):
    before = sorted(course.root.rglob("*"))
    asked = ["--folder", str(folder), "--exercise", NAME, "--to", str(tmp_path / "s.csv")]
    course.run("autograde", *asked)
    new = {path.name for path in set(course.root.rglob("*")) - set(before)}
    assert {name.removesuffix("-wal").removesuffix("-shm") for name in new} == {"folder_results.db"}


def test_our_own_failure_is_no_score(course, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").write_bytes(notebook("fails = 1"))
    asked = ["--folder", str(tmp_path / "in"), "--exercise", NAME, "--to", str(tmp_path / "s.csv")]
    assert course.run("autograde", *asked)[0] == 1
    line = table(tmp_path / "s.csv")["ada"]
    assert (line["score"], line[CHECK], line["needs_a_person"]) == ("", "", "yes")


@pytest.mark.slow
@pytest.mark.xdist_group("sandbox")
def test_for_real_in_the_sandbox(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "course" / "exercises").mkdir(parents=True)
    (tmp_path / "course" / "exercises" / NAME).symlink_to(ROOT / "exercises" / NAME)
    for student, source in (("ada", HALF), ("gus", "import os; os._exit(1)")):
        (tmp_path / "in" / f"{student}.ipynb").write_bytes(notebook(source))
    command = [sys.executable, "-m", "grading", "autograde", "--folder", str(tmp_path / "in")]
    command += ["--exercise", NAME, "--to", str(tmp_path / "s.csv"), "--workers", "1"]
    command += ["--course", str(tmp_path / "course")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = table(tmp_path / "s.csv")
    assert 0 < float(lines["ada"]["score"]) < 10
    assert (lines["gus"]["score"], lines["gus"]["flags"]) == ("0", "died")
