"""Many submissions: each graded once, whatever happens to workers, the run, or the grader."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import tracemalloc

import dask
import nbformat
import psutil
import pytest

from grading import batch, cluster
from grading.batch import Task, grade_all
from grading.blame import DEADLY
from grading.cluster import ClusterError
from grading.course import ROOT
from grading.exercise import Exercise
from grading.grade import Graded, grade_notebook
from grading.local_workers import LocalWorkers
from grading.reading import read_submission
from grading.record import pack, unpack
from grading.sandbox.limits import Limits
from grading.status import Flag, Status
from grading.store import Store
from grading.worker import grade_file, state_of_this
from tests.grading.batch_grades import grade_as_told
from tests.grading.submissions import ATTACKS, attack, filled, released

pytestmark = pytest.mark.xdist_group("batch")

EXERCISE = released("04_embedding")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "results.db") as store:
        yield store


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield
    assert list(folder.iterdir()) == []
    assert workers_of(psutil.Process()) == []


def workers_of(process):
    """Return the worker processes that a process has started, and that live."""
    found = []
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if "grading.local_worker" in child.cmdline():
                found.append(child)
    return found


def told(name, words="", exercise=EXERCISE, **more):
    """Return a task that does as it is told."""
    notebook = exercise.notebook
    notebook.cells[0].source = f"NAME: {name} {words}"
    return Task(name, exercise, nbformat.writes(notebook).encode(), **more)


def names_in(path):
    return path.read_text().split() if path.exists() else []


def name_in(entry):
    """Return the name that was graded: that of the notebook."""
    return entry.graded.outputs[0][0].text


# a cluster in this process, whose workers die as often as one likes ------------------------


class FakeWorker:
    def __init__(self, number):
        self.address, self.jobs, self.exercises = f"fake://{number}", [], set()


class FakeCluster:
    """Two workers that do one thing each time that one waits for them.

    Parameters
    ----------
    dies : callable
        Told the name that is graded; says whether the worker dies of it, or just so.
    """

    def __init__(self, dies=lambda name: False):
        self.dies = dies
        self.ready = [FakeWorker(0), FakeWorker(1)]
        self.given = {}
        self.most = 0
        self.started = 0

    def __call__(self, *_):
        self.started += 1
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def give(self, worker, job, function, *arguments):
        worker.jobs.append(job)
        self.given[job] = arguments
        self.most = max(self.most, len(worker.jobs))

    def wait(self):
        finished, died = [], []
        for worker in self.ready:
            if worker.jobs and self.dies(worker.jobs[0].tasks[0].student):
                died.append((worker.jobs, 1.0))
                worker.jobs = []
            elif worker.jobs:
                job = worker.jobs.pop(0)
                name, source, data, seed, limits, _, grade = self.given.pop(job)
                exercise = Exercise(name, source)
                notebook = read_submission(data, exercise).notebook
                graded = grade(exercise, notebook, None, seed=seed, limits=limits)
                finished.append((job, pack(graded)))
        return finished, died, 2.0


@pytest.fixture
def fake(monkeypatch):
    """Return a function that puts a fake cluster in place of the real one."""

    def put(*arguments):
        made = FakeCluster(*arguments)
        monkeypatch.setattr(batch, "Cluster", made)
        return made

    return put


def run(tasks, store, **more):
    return {
        task.student: entry
        for task, entry in grade_all(tasks, store, progress=False, grade=grade_as_told, **more)
    }


def test_each_task_comes_back_with_its_own_result(store, fake):
    fake()
    entries = run([told(f"s{number}") for number in range(20)], store)
    assert {name: name_in(entry) for name, entry in entries.items()} == {
        f"s{number}": f"s{number}" for number in range(20)
    }


def test_an_entry_has_all_that_is_written(store, fake):
    fake()
    flag = Flag(Status.RENAMED, detail="x.ipynb")
    task = told("ada", timestamp="2026-03-01 10:00:00 UTC", flags=(flag,))
    missing = Task("grace", EXERCISE, None)
    ((_, entry),) = grade_all([task], store, progress=False, grade=grade_as_told)
    assert (entry.student, entry.exercise) == ("ada", EXERCISE.name)
    assert entry.timestamp == task.timestamp
    assert entry.flags == (flag,)
    assert missing.entry(Graded(1)).flags == (Flag(Status.MISSING_NOTEBOOK),)


def test_what_is_there_is_not_graded_again_and_needs_no_cluster(store, fake, tmp_path):
    fake()
    tasks = [told(f"s{number}", f"FILE: {tmp_path / 'log'}") for number in range(5)]
    first = run(tasks, store)
    cluster = fake()
    again = run(tasks, store)
    assert cluster.started == 0
    assert {name: each.graded for name, each in again.items()} == {
        name: each.graded for name, each in first.items()
    }
    assert sorted(names_in(tmp_path / "log")) == ["s0", "s1", "s2", "s3", "s4"]


def test_equal_notebooks_are_run_once(store, fake, tmp_path):
    fake()
    one = told("same", f"FILE: {tmp_path / 'log'}")
    tasks = [Task(f"s{number}", EXERCISE, one.data) for number in range(50)]
    entries = run(tasks, store)
    assert sorted(entries) == sorted(task.student for task in tasks)
    assert names_in(tmp_path / "log") == ["same"]


def test_each_worker_keeps_to_some_of_the_exercises(store, fake):
    cluster = fake()
    exercises = [Exercise(name, EXERCISE.source) for name in "abcd"]
    tasks = [
        told(f"{number}{each.name}", exercise=each) for number in range(20) for each in exercises
    ]
    assert len(run(tasks, store)) == 80
    one, other = (worker.exercises for worker in cluster.ready)
    assert one | other == set("abcd")
    assert len(one & other) <= 1, "at the end, none stands idle"


def test_no_worker_stands_idle_to_keep_to_its_exercises(store, fake):
    cluster = fake()
    assert len(run([told(f"s{number}") for number in range(20)], store)) == 20
    assert all(worker.exercises == {EXERCISE.name} for worker in cluster.ready)


def test_other_limits_are_another_result(store, fake, tmp_path):
    fake()
    task = told("ada", f"FILE: {tmp_path / 'log'}")
    for limits in (None, Limits(), Limits(cell_seconds=7)):
        run([task], store, limits=limits)
    assert names_in(tmp_path / "log") == ["ada", "ada"]


def test_a_run_has_one_seed_and_the_next_another(store, fake):
    fake()
    seeds = [
        {entry.graded.seed for entry in run([told(f"{when}{n}") for n in range(4)], store).values()}
        for when in "ab"
    ]
    assert len(seeds[0]) == len(seeds[1]) == 1
    assert seeds[0] != seeds[1]


def test_a_run_that_was_left_goes_on_with_its_seed(store, fake):
    fake()
    tasks = [told(f"s{number}") for number in range(9)]
    running = grade_all(tasks, store, progress=False, grade=grade_as_told)
    seeds = {next(running)[1].graded.seed, next(running)[1].graded.seed}
    running.close()
    fake()
    assert {entry.graded.seed for entry in run(tasks, store).values()} == seeds


def test_a_notebook_has_its_seed_again_under_another_grader(store, fake, monkeypatch):
    fake()
    task = told("ada")
    (first,) = run([task], store).values()
    monkeypatch.setattr("grading.store.environment_digest", lambda: "another")
    again = run([told("grace"), task], store)
    assert again["ada"].graded.seed == first.graded.seed != again["grace"].graded.seed


def test_tasks_are_taken_as_they_are_needed(store, fake):
    cluster = fake()
    taken, back, ahead = 0, 0, 0

    def tasks():
        nonlocal taken
        for number in range(200):
            taken += 1
            yield told(f"s{number}")

    for _ in grade_all(tasks(), store, progress=False, grade=grade_as_told):
        back += 1
        ahead = max(ahead, taken - back)
    assert back == 200
    assert ahead <= batch._CHOICE + 6
    assert cluster.most == 2


def test_memory_does_not_grow_with_their_number(store, fake):
    fake()
    data = told("NUMBER").data + b" " * 50_000

    def tasks(start, number):
        for each in range(start, start + number):
            yield Task(f"s{each}", EXERCISE, data.replace(b"NUMBER", str(each).encode()))

    tracemalloc.start()
    try:
        peaks = []
        for start, number in ((0, 300), (1000, 600)):
            tracemalloc.reset_peak()
            for _ in grade_all(tasks(start, number), store, progress=False, grade=grade_as_told):
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    # 300 files more are 15 MB
    assert peaks[1] < peaks[0] + 1_000_000


def test_a_mistake_of_the_graders_costs_only_the_one(store):
    task = told("ada", "RAISE")
    about = EXERCISE.name, EXERCISE.source, task.data, 5, Limits(), False, _raise
    graded = unpack(grade_file(*about))
    assert not graded.complete
    assert graded.flags == [Flag(Status.INFRASTRUCTURE, detail="KeyError: 'a mistake'")]


def _raise(*_, **__):
    raise KeyError("a mistake")


def incomplete(exercise, notebook, pool, *, seed, limits):
    return Graded(seed, flags=[Flag(Status.INFRASTRUCTURE)], complete=False)


def test_what_could_not_be_graded_is_graded_by_the_next_run(store, fake):
    fake()
    task = told("ada")
    same = Task("grace", EXERCISE, task.data)
    tasks = [task, same]
    found = list(grade_all(tasks, store, progress=False, grade=incomplete))
    assert [entry.graded.complete for _, entry in found] == [False, False]
    assert all(entry.graded.complete for entry in run(tasks, store).values())


def test_a_deadly_submission_is_put_in_quarantine_and_its_neighbours_are_graded(store, fake):
    deaths = []
    fake(lambda name: name == "deadly" and not deaths.append(name))
    deadly = told("deadly")
    tasks = [
        *(told(f"a{number}") for number in range(5)),
        deadly,
        Task("its copy", EXERCISE, deadly.data),
        *(told(f"b{number}") for number in range(5)),
    ]
    entries = run(tasks, store)
    assert len(entries) == 12
    for name in ("deadly", "its copy"):
        graded = entries.pop(name).graded
        assert (graded.complete, graded.scores, graded.statuses) == (False, {}, ["quarantined"])
        assert "3 worker processes died" in graded.flags[0].detail
    assert {name: name_in(entry) for name, entry in entries.items()} == {n: n for n in entries}
    # alone three times, and perhaps once with another
    assert DEADLY <= len(deaths) <= DEADLY + 1

    deaths.clear()
    again = run(tasks, store)
    assert deaths == []
    assert again["deadly"].graded.statuses == [Status.QUARANTINED]

    fake()
    assert name_in(run(tasks, store, retry_quarantined=True)["its copy"]) == "deadly"
    assert name_in(run(tasks, store)["deadly"]) == "deadly"


def test_where_workers_just_die_all_are_graded(store, fake):
    calls = 0

    def now_and_then(_):
        nonlocal calls
        calls += 1
        return calls % 4 == 0

    fake(now_and_then)
    entries = run([told(f"s{number}") for number in range(60)], store)
    assert {name: name_in(entry) for name, entry in entries.items()} == {n: n for n in entries}
    assert len(entries) == 60


def test_a_bar_is_shown(store, fake, capsys):
    fake()
    tasks = [told(f"s{number}") for number in range(3)]
    for _ in grade_all(iter(tasks), store, total=3, grade=grade_as_told):
        pass
    for _ in grade_all(iter(tasks), store, grade=grade_as_told):
        pass
    out = capsys.readouterr().out
    assert "3/3" in out
    assert "3submission" in out


# real workers ------------------------------------------------------------------------------


def test_real_notebooks_get_what_they_get_alone(store, pool):
    cells = attack(ATTACKS / "warnings_on_stderr.py").cells
    right = nbformat.writes(filled(EXERCISE, cells)).encode()
    wrong = nbformat.writes(filled(EXERCISE, attack(ATTACKS / "hard_coded.py").cells)).encode()
    tasks = [
        Task("right", EXERCISE, right),
        Task("wrong", EXERCISE, wrong),
        Task("nothing", EXERCISE, None),
        Task("garbage", EXERCISE, b"\xff\x00{{{{"),
    ]
    entries = {task.student: entry for task, entry in grade_all(tasks, store, workers=1)}
    for task in tasks:
        entry = entries[task.student]
        notebook = read_submission(task.data, EXERCISE).notebook
        alone = grade_notebook(EXERCISE, notebook, pool, seed=entry.graded.seed)
        assert entry.graded.reports == alone.reports
        assert entry.graded.outputs == alone.outputs
        assert entry.graded.flags == alone.flags
    assert entries["right"].graded.scores == {"check_embedding": 10}
    assert entries["wrong"].graded.scores != entries["right"].graded.scores


def test_a_real_killer_is_found(store):
    tasks = [told(f"s{number}", "SLEEP: 0.05") for number in range(8)]
    tasks.insert(4, told("deadly", "DIE now"))
    entries = run(tasks, store, workers=2)
    assert entries.pop("deadly").graded.statuses == [Status.QUARANTINED]
    assert {name: name_in(entry) for name, entry in entries.items()} == {n: n for n in entries}
    assert len(entries) == 8


def test_a_run_survives_its_workers(store):
    tasks = [told(f"s{number}", "SLEEP: 0.05") for number in range(12)]
    entries = {}
    for task, entry in grade_all(tasks, store, progress=False, workers=2, grade=grade_as_told):
        entries[task.student] = entry
        if len(entries) == 2:
            for worker in workers_of(psutil.Process()):
                worker.kill()
    assert {name: name_in(entry) for name, entry in entries.items()} == {n: n for n in entries}
    assert len(entries) == 12


_RUN = """
import sys
from grading.store import Store
from tests.grading.test_batch import run_and_say

if __name__ == "__main__":
    run_and_say(*sys.argv[1:])
"""


def run_and_say(store, log, raising=""):
    """Grade twenty, and say who is done; in a process that is then killed, or fails."""
    with Store(store) as store:
        tasks = [told(f"s{number}", f"SLEEP: 0.1 FILE: {log}") for number in range(20)]
        for task, _ in grade_all(tasks, store, progress=False, workers=2, grade=grade_as_told):
            print(task.student, flush=True)
            if raising:
                raise LookupError(raising)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_goes_on_where_it_was(how, tmp_path, fake):
    path, log = tmp_path / "results.db", tmp_path / "log"
    running = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(path), str(log)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with running:
        said = [running.stdout.readline().strip() for _ in range(5)]
        workers = workers_of(psutil.Process(running.pid))
        running.send_signal(how)
        said += running.stdout.read().split()
        errors = running.stderr.read()
    assert len(workers) == 2
    assert psutil.wait_procs(workers, timeout=10)[1] == []
    if how == signal.SIGINT:
        assert errors.rstrip().endswith("KeyboardInterrupt")
    before = names_in(log)
    fake()
    with Store(path) as store:
        tasks = [told(f"s{number}", f"SLEEP: 0.1 FILE: {log}") for number in range(20)]
        entries = run(tasks, store)
    assert {name: name_in(entry) for name, entry in entries.items()} == {
        f"s{number}": f"s{number}" for number in range(20)
    }
    assert len({entry.graded.seed for entry in entries.values()}) == 1
    # what was given out is not run again; at most what workers had then is
    after = names_in(log)[len(before) :]
    assert not set(said) & set(after)
    assert len(set(before) & set(after)) <= 4


def test_a_program_that_fails_meanwhile_ends(tmp_path):
    # the error holds on to the batch: it is closed when Python ends, and must not wait for Dask
    done = subprocess.run(
        [sys.executable, "-c", _RUN, tmp_path / "results.db", tmp_path / "log", "no gradebook"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("LookupError: no gradebook\n")


def keys_of(security):
    """Return a cluster's keys as a user of Dask has them in their settings."""
    keys = security.get_tls_config_for_role("client")
    return {
        "distributed.comm.tls.ca-file": keys["ca_file"],
        "distributed.comm.tls.client.cert": keys["cert"],
        "distributed.comm.tls.client.key": keys["key"],
    }


def test_a_cluster_that_is_there_grades_until_it_is_gone(store, monkeypatch):
    with LocalWorkers(1) as others, dask.config.set(keys_of(others.open_scheduler()[1])):
        first = [told(f"a{number}") for number in range(4)]
        assert len(run(first, store, scheduler=others.address)) == 4
        running = grade_all(
            [told(f"b{number}") for number in range(9)],
            store,
            progress=False,
            scheduler=others.address,
            grade=grade_as_told,
        )
        task, entry = next(running)
        monkeypatch.setattr(cluster, "_PATIENCE", 2)
        for worker in workers_of(psutil.Process()):
            worker.kill()
        with pytest.raises(ClusterError, match="no worker for 2 seconds"):
            list(running)
    assert store.get(task.key()) == entry.graded


def test_workers_with_other_files_are_refused(store, monkeypatch):
    monkeypatch.setattr(cluster, "state_of_this", lambda: {**state_of_this(), "numpy": "1.0"})
    with pytest.raises(ClusterError, match=r"would not grade as this .*numpy: 1\.0 here"):
        run([told("ada")], store, workers=1)


def test_no_scheduler_no_cluster(store, monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT", "1s")
    with pytest.raises(ClusterError, match="No scheduler answers at tcp://127"):
        run([told("ada")], store, scheduler="tcp://127.0.0.1:9")
