"""A course in a temporary folder, whose notebooks are graded in this process."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from grading.__main__ import main
from grading.course import ROOT
from grading.grade import Graded
from grading.gradebook import make_tables
from grading.status import Flag, Status
from grading.store import notebook_hash
from tests.grading.stand_in import graded_as
from tests.grading.submissions import filled, released
from w2vlib import Embedding

NAME, OTHER, CHECK = "04_embedding", "05_embedding_dot", "check_embedding"
RIGHT, WRONG = "class Embedding:\n    right = 1", "class Embedding:\n    wrong = 1"
MISTAKE = "embedding-overwrites-repeated-ids"
BROKEN = b"{"


def notebook(answer):
    """Return the bytes of a notebook with this answer."""
    return nbformat.writes(filled(released(NAME), [("embedding", answer)])).encode()


def graded(data, exercise, seed):
    """Return what comes of a notebook, by the words that are its answer."""
    text = (data or b"").decode()
    if exercise.name == NAME and ("right = 1" in text or "wrong = 1" in text):
        student = Embedding if "right = 1" in text else MISTAKE
        return Graded(seed, graded_as(CHECK, "Embedding", student).reports)
    if "fails" in text:
        return Graded(seed, flags=[Flag(Status.INFRASTRUCTURE)], complete=False)
    return Graded(seed)


def grade_here(tasks, store, *, limits, unsafe, retry_quarantined, **asked):
    """Do in this process what `grading.batch.grade_all` does on a cluster."""
    for task in tasks:
        key, notebook = task.key(limits, unsafe), notebook_hash(task.data)
        known = store.get(key)
        if known is None or not known.complete:
            known = graded(task.data, task.exercise, store.seed_for(notebook, task.exercise.name))
            store.put(key, known, notebook=notebook, exercise=task.exercise.name)
            grade_here.ran.append(task.student)
        yield task, task.entry(known)
    store.end_run()


@dataclass
class Course:
    """A course of one's own, and the command line for it."""

    root: Path
    capsys: object

    @property
    def grading(self):
        return self.root / "_grading"

    @property
    def url(self):
        return f"sqlite:///{self.grading}/gradebook.db"

    def hand_in(self, student, content=None, exercise=NAME):
        folder = self.grading / "submitted" / student / exercise
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{exercise}.ipynb").write_bytes(notebook(RIGHT) if content is None else content)
        return folder

    def run(self, *arguments):
        """Run a command; return its exit code, and what it said on stdout and stderr."""
        self.capsys.readouterr()
        code = main([*arguments, "--course", str(self.root)])
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture(scope="session")
def empty_course(tmp_path_factory):
    root = tmp_path_factory.mktemp("empty") / "course"
    for name in (NAME, OTHER):
        shutil.copytree(ROOT / "exercises" / name, root / "exercises" / name)
    (root / "_grading").mkdir()
    make_tables(f"sqlite:///{root}/_grading/gradebook.db", "word2vec")
    return root


@pytest.fixture
def course(empty_course, tmp_path, capsys, monkeypatch):
    """Return a course without submissions, whose notebooks are graded in this process."""
    root = tmp_path / "course"
    shutil.copytree(empty_course, root)
    monkeypatch.setattr("grading.batch.grade_all", grade_here)
    grade_here.ran = []
    return Course(root, capsys)


@pytest.fixture
def ran():
    """Return the students whose notebooks were run, in order."""
    return grade_here.ran
