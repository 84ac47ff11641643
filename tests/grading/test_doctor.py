"""The doctor: each thing that may be missing is seen, and what to do is said."""

import shutil
import sqlite3
from typing import ClassVar

import pytest

from grading import doctor
from grading.__main__ import main
from grading.course import ROOT
from grading.gradebook import make_tables
from grading.sandbox import bubblewrap
from grading.sandbox.bubblewrap import SandboxMissingError
from w2vlib.doctor.finding import Finding


def test_a_notebook_runs_and_sees_nothing(tmp_path):
    first, second = doctor.look_at_sandbox(tmp_path)
    assert first.good
    assert second.good, second.says
    assert "saw neither the network nor this computer's files" in second.says
    assert not list(tmp_path.iterdir())


def test_a_leak_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "_PROBE", "print('sees:', 'the network', {paths!r}[:0])")
    _, found = doctor.look_at_sandbox(tmp_path)
    assert found.is_wrong
    assert "sees: the network" in found.says


def test_without_a_sandbox_it_says_how_to_get_one(tmp_path, monkeypatch):
    def fail():
        raise SandboxMissingError("The program bwrap is missing.\n  sudo apt-get install")

    monkeypatch.setattr(bubblewrap, "require_sandbox", fail)
    (found,) = doctor.look_at_sandbox(tmp_path)
    assert found.is_wrong
    assert found.says == "The program bwrap is missing."
    assert "sudo apt-get install" in found.remedy


def test_programs_of_nbgraders_are_looked_for(monkeypatch):
    assert next(doctor.look_at_programs()).good
    monkeypatch.setenv("PATH", "/nowhere")
    found = next(doctor.look_at_programs())
    assert found.is_wrong
    assert found.remedy.endswith("/activate")


@pytest.fixture
def gradebook(tmp_path):
    path = tmp_path / "gradebook.db"
    make_tables(f"sqlite:///{path}", "word2vec")
    return path


def look(path):
    (found,) = doctor.look_at_gradebook(f"sqlite:///{path}", "it")
    return found


def test_a_gradebook_is_up_to_date(gradebook):
    assert look(gradebook).good
    assert "0 submissions, tables up to date" in look(gradebook).says


def test_an_older_gradebook_is_to_be_upgraded(gradebook):
    with sqlite3.connect(gradebook) as database:
        database.execute("UPDATE alembic_version SET version_num = 'older'")
    assert look(gradebook).is_wrong
    assert "nbgrader db upgrade" in look(gradebook).remedy


def test_what_is_no_gradebook_is_told(tmp_path):
    path = tmp_path / "gradebook.db"
    assert look(path).good  # autograde makes it
    assert not path.exists()
    path.write_bytes(b"no database" * 100)
    assert look(path).is_wrong
    assert "file is not a database" in look(path).says


def test_a_server_that_does_not_answer_is_told():
    url = "postgresql+psycopg://me:secret@127.0.0.1:9/x"
    (found,) = doctor.look_at_gradebook(url, "it")
    assert found.is_wrong
    assert "secret" not in found.says


@pytest.mark.slow
@pytest.mark.xdist_group("nbgrader")
def test_exercises_are_compared_with_solutions(tmp_path):
    first, second, third, *_ = sorted(path.name for path in (ROOT / "exercises").iterdir())
    for name in (first, second, third):
        shutil.copytree(ROOT / "exercises" / name, tmp_path / "exercises" / name)
    for name, old, new in (
        (second, "Expected output", "Output"),
        (third, "raise NotImplementedError()", "return 1"),
    ):
        path = tmp_path / "exercises" / name / f"{name}.ipynb"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    same, changed, new, answered = doctor.look_at_exercises(tmp_path)
    assert same.good
    assert same.says.startswith("1 of ")
    assert changed.is_wrong
    assert changed.says.startswith(f"{second}: ")
    assert not new.good
    assert not new.is_wrong
    assert answered.says.startswith(f"{third}: ")
    assert not answered.is_wrong


def test_room_and_memory_are_counted(tmp_path, monkeypatch):
    assert next(doctor.look_at_room(tmp_path, 10)).good
    assert next(doctor.look_at_room(tmp_path, 10**12)).is_wrong
    (found,) = doctor.look_at_memory(10**6)
    assert not found.good
    assert not found.is_wrong  # fewer will do
    assert "--workers" in found.remedy


def test_links_need_the_books_address(monkeypatch):
    monkeypatch.delenv("W2V_BOOK_URL", raising=False)
    assert not next(doctor.look_at_links()).good
    monkeypatch.setenv("W2V_BOOK_URL", "https://example.org")
    assert next(doctor.look_at_links()).good


class Workers:
    """As a Dask client, of workers that say what they are told to."""

    states: ClassVar = {}

    def __init__(self, *_, **__):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def run(self, function):
        assert function is doctor.state_of_this
        return self.states


def test_a_clusters_workers_are_compared(monkeypatch):
    here = doctor.state_of_this()
    same = here | {"W2V_BOOK_URL": "https://example.org"}
    states = {"tcp://a": same, "tcp://b": here | {"numpy": "0.1"}}
    monkeypatch.setattr(doctor, "Client", Workers)
    monkeypatch.setattr(Workers, "states", states)
    good, bad = doctor.look_at_cluster("tcp://x")
    assert good.good
    assert bad.is_wrong
    assert bad.says == "worker tcp://b differs in numpy"
    monkeypatch.setattr(Workers, "states", {})
    (none,) = doctor.look_at_cluster("tcp://x")
    assert none.is_wrong
    assert "no workers" in none.says


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "_PATIENCE", 0.5)
    (found,) = doctor.look_at_cluster("tcp://127.0.0.1:9")
    assert found.is_wrong
    assert "dask scheduler" in found.remedy


@pytest.mark.parametrize(("good", "code"), [(True, 0), (False, 2)])
def test_the_command_lists_and_advises(tmp_path, monkeypatch, capsys, good, code):
    for name in [name for name in dir(doctor) if name.startswith("look_at_")]:
        finding = Finding(name, name != "look_at_sandbox" or good, "seen", remedy="do this")
        monkeypatch.setattr(doctor, name, lambda *_, it=finding: iter([it]))
    assert main(["doctor", "--course", str(tmp_path)]) == code
    text = capsys.readouterr().out
    assert ("Grading works here." in text) == good
    assert ("do this" in text) != good
