"""Results kept in a file: by what they depend on, and whenever the program ends."""

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from grading import store as module
from grading.batch import Task
from grading.course import ROOT
from grading.exercise import Exercise
from grading.grade import Graded
from grading.results import CheckOutcome, Result
from grading.sandbox.limits import Limits
from grading.status import Flag, Status
from grading.store import Store, StoreError, key_of
from tests.grading.submissions import released

GRADEBOOK = "sqlite:////course/gradebook.db"
QUARANTINED = Graded(1, flags=[Flag(Status.QUARANTINED)], complete=False)


@pytest.fixture(scope="module")
def exercise():
    return released("04_embedding")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "results.db") as store:
        yield store


def again(store):
    """Return the same file, opened by another program."""
    return Store(store.path)


# keys -----------------------------------------------------------------------------------


def test_a_key_is_that_of_equal_things(exercise):
    assert key_of(b"x", exercise) == key_of(b"x", released("04_embedding"), Limits())


def test_a_key_changes_with_all_that_a_result_depends_on(exercise, monkeypatch):
    keys = {
        key_of(b"x", exercise),
        key_of(b"y", exercise),
        key_of(None, exercise),
        key_of(b"no file", exercise),
        key_of(b"x", released("05_embedding_dot")),
        key_of(b"x", Exercise(exercise.name, exercise.source + " ")),
        key_of(b"x", exercise, Limits(cell_seconds=1)),
        key_of(b"x", exercise, unsafe=True),
    }
    monkeypatch.setattr(module, "environment_digest", lambda: "another")
    keys.add(key_of(b"x", exercise))
    assert len(keys) == 9


def test_a_mark_changes_with_all_that_is_written(exercise):
    task = Task("ada", exercise, b"x")
    same = dataclasses.replace(task, student="grace")
    others = [
        dataclasses.replace(task, data=b"y"),
        dataclasses.replace(task, timestamp=datetime(2026, 3, 1, tzinfo=UTC)),
        dataclasses.replace(task, flags=(Flag(Status.RENAMED, detail="x.ipynb"),)),
        dataclasses.replace(task, flags=(Flag(Status.RENAMED, detail="y.ipynb"),)),
    ]
    assert task.mark() == same.mark()
    assert len({task.mark(), task.mark(Limits(memory=1)), *(o.mark() for o in others)}) == 6


# results --------------------------------------------------------------------------------


def test_a_result_is_kept(store):
    assert store.get("k") is None
    graded = Graded(5, seconds=1.5)
    store.put("k", graded, notebook="n", exercise="04_embedding")
    assert store.get("k") == graded
    with again(store) as other:
        assert other.get("k") == graded


def test_a_result_takes_the_place_of_the_last_one(store):
    for seconds in (1.0, 2.0):
        store.put("k", Graded(5, seconds=seconds), notebook="n", exercise="04_embedding")
    assert store.get("k").seconds == 2.0


# seeds ----------------------------------------------------------------------------------


def test_a_run_has_a_seed_for_each_exercise_even_if_it_is_killed(store):
    seed = store.seed_for("n", "04_embedding")
    assert store.seed_for("other", "04_embedding") == seed
    assert store.seed_for("n", "05_embedding_dot") != seed
    with again(store) as after_kill:
        assert after_kill.seed_for("n", "04_embedding") == seed


def test_the_next_run_has_fresh_seeds(store):
    seed = store.seed_for("n", "04_embedding")
    store.end_run()
    assert store.seed_for("n", "04_embedding") != seed


def test_a_notebook_keeps_its_seed_when_the_grader_changes(store):
    store.put("k", Graded(5), notebook="n", exercise="04_embedding")
    store.end_run()
    assert store.seed_for("n", "04_embedding") == 5
    assert store.seed_for("n", "05_embedding_dot") != 5


# what has been written ------------------------------------------------------------------


def test_what_was_written_is_known_by_its_mark(store):
    whose = GRADEBOOK, "ada", "04_embedding"
    assert not store.is_written(*whose, "mark")
    store.note_written(*whose, "mark", Graded(1))
    assert store.is_written(*whose, "mark")
    assert not store.is_written(*whose, "other")
    assert not store.is_written(GRADEBOOK, "grace", "04_embedding", "mark")
    assert not store.is_written("sqlite:///other.db", "ada", "04_embedding", "mark")


def test_it_is_known_what_was_ever_graded_and_written(store):
    assert not store.was_graded("n", "04_embedding")
    store.put("key", Graded(1), notebook="n", exercise="04_embedding")
    assert store.was_graded("n", "04_embedding")
    assert not store.was_graded("n", "05_embedding_dot")
    whose = (GRADEBOOK, "ada", "04_embedding")
    assert not store.was_written(*whose)
    store.note_written(*whose, "mark", Graded(1))
    assert store.was_written(*whose)
    store.note_written(*whose, "mark", Graded(1, complete=False))
    assert not store.was_written(*whose)


def test_results_for_reports_are_those_written_last(store):
    check = CheckOutcome("Embedding", "shapes – Formen", 1, 2, True, "a-mistake")
    for student, seconds in (("bela", 1.0), ("ada", 2.0), ("bela", 3.0)):
        result = Result(student, "04_embedding", (check,), seconds, (("died", ""),), ("x = 1",))
        whose = (GRADEBOOK, student, "04_embedding")
        store.note_written(*whose, "mark", Graded(1), result)
    found = list(store.results_in(GRADEBOOK, "04_embedding"))
    assert [(each.student, each.seconds) for each in found] == [("ada", 2.0), ("bela", 3.0)]
    assert found[1] == result
    assert list(store.results_in(GRADEBOOK, "05_embedding_dot")) == []
    assert list(store.results_in("sqlite:////another.db", "04_embedding")) == []


def test_what_could_not_be_graded_is_not_taken_for_written(store):
    whose = GRADEBOOK, "ada", "04_embedding"
    store.note_written(*whose, "mark", Graded(1))
    store.note_written(
        *whose, "mark", Graded(1, flags=[Flag(Status.INFRASTRUCTURE)], complete=False)
    )
    assert not store.is_written(*whose, "mark")


def test_what_is_in_quarantine_is_written_unless_it_is_to_be_tried_again(store):
    whose = GRADEBOOK, "ada", "04_embedding"
    store.note_written(*whose, "mark", QUARANTINED)
    assert store.is_written(*whose, "mark")
    assert not store.is_written(*whose, "mark", retry_quarantined=True)
    store.note_written(*whose, "mark", Graded(1))
    assert store.is_written(*whose, "mark", retry_quarantined=True)


def test_a_new_gradebook_has_nothing_in_it(store):
    for url in (GRADEBOOK, "sqlite:///other.db"):
        store.note_written(url, "ada", "04_embedding", "mark", Graded(1))
    store.forget_written(GRADEBOOK)
    assert not store.is_written(GRADEBOOK, "ada", "04_embedding", "mark")
    assert store.is_written("sqlite:///other.db", "ada", "04_embedding", "mark")


def test_no_password_is_kept(store):
    url = "postgresql+psycopg://teacher:geheim@localhost/gradebook"
    store.note_written(url, "ada", "04_embedding", "mark", Graded(1))
    assert store.is_written(url, "ada", "04_embedding", "mark")
    files = store.path.parent.iterdir()
    assert not any(b"geheim" in file.read_bytes() for file in files)


def test_to_see_that_nothing_has_changed_takes_no_time(store, exercise):
    data = exercise.source.encode()
    task = Task("ada", exercise, data)
    store.note_written(GRADEBOOK, "ada", exercise.name, task.mark(), Graded(1))
    start = time.process_time()
    for _ in range(200):
        assert store.is_written(GRADEBOOK, "ada", exercise.name, task.mark())
    assert (time.process_time() - start) / 200 < 0.002


# the file -------------------------------------------------------------------------------


def test_its_folder_is_made(tmp_path):
    with Store(tmp_path / "new" / "folder" / "results.db") as store:
        assert store.path.exists()


def test_another_file_is_left_alone(tmp_path):
    path = tmp_path / "results.db"
    path.write_text("scores: 10\n" * 100)
    with pytest.raises(StoreError, match="cannot be read as a file of results"), Store(path):
        pass
    assert path.read_text() == "scores: 10\n" * 100


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "gradebook.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE student (id)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="of another program"), Store(path):
        pass
    assert path.read_bytes() == before


def test_another_layout_is_refused(store):
    with sqlite3.connect(store.path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="layout 99"), again(store):
        pass


_WRITES = """
import os, sys
from grading.grade import Graded
from grading.store import Store

with Store(sys.argv[1]) as store:
    print("open", flush=True)
    for number in range(int(sys.argv[2]), 10**6):
        store.put(str(number), Graded(number, seconds=0.5), notebook=str(number), exercise="e")
        print(number, flush=True)
"""


def test_whenever_it_is_killed_nothing_is_lost_that_was_kept(tmp_path):
    path, kept = tmp_path / "results.db", 0
    for pause in (0.0, 0.011, 0.053):
        writing = subprocess.Popen(
            [sys.executable, "-c", _WRITES, path, str(kept)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        with writing:
            assert writing.stdout.readline() == "open\n"
            time.sleep(pause)
            writing.send_signal(signal.SIGKILL)
            lines = writing.stdout.read().split("\n")[:-1]  # the last may be cut off
        kept = int(lines[-1]) + 1 if lines else kept
        with Store(path) as store:
            assert [store.get(str(number)).seed for number in range(kept)] == list(range(kept))
            assert store._one("PRAGMA integrity_check") == ("ok",)
    assert kept > 3
