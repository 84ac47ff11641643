"""Grade many submissions, side by side: each once, none twice, whatever happens to workers."""

import functools
import hashlib
import json
from collections import defaultdict, deque
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime

from grading.blame import Blame, Suspect
from grading.cluster import Cluster
from grading.exercise import Exercise
from grading.grade import Graded, grade_notebook
from grading.gradebook import Entry
from grading.reading import read_submission
from grading.record import unpack
from grading.sandbox.limits import Limits
from grading.status import Flag, Status
from grading.store import key_of, notebook_hash
from grading.worker import grade_file
from w2vlib.progress import progress_bar

#: What a worker is given at once: the next notebook is there when it is done with one
_AHEAD = 2
#: Submissions from which a worker's next one is chosen, and their bytes
_CHOICE, _CHOICE_BYTES = 256, 2**26
#: Submissions that may wait for an equal one to be graded
_MOST_WAITING = 1000


@dataclass(frozen=True)
class Task:
    """A submission to be graded.

    Attributes
    ----------
    student : str
        Their id.
    exercise : Exercise
        The same object for all its submissions: what it finds out, it finds out once.
    data : bytes or None
        The student's file, as `grading.handed_in.find_handed_in` found it; None if there is none.
    timestamp : datetime or str, optional
        When it was handed in.
    flags : tuple of Flag
        What was odd about the files.
    """

    student: str
    exercise: Exercise
    data: bytes | None
    timestamp: datetime | str | None = None
    flags: tuple[Flag, ...] = ()

    def key(self, limits=None, unsafe=False):
        """Return the key of its result, see `grading.store.key_of`."""
        return key_of(self.data, self.exercise, limits, unsafe)

    def mark(self, limits=None, unsafe=False):
        """Return what changes with anything that is written of this submission.

        See `grading.store.Store.is_written`.
        """
        facts = [self.key(limits, unsafe), str(self.timestamp), [vars(flag) for flag in self.flags]]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def entry(self, graded):
        """Return what is written of it, with what came of grading it."""
        submission = read_submission(self.data, self.exercise)
        submission = replace(submission, flags=self.flags + submission.flags)
        return Entry(self.student, submission, graded, self.timestamp)


def grade_all(
    tasks,
    store,
    *,
    total=None,
    scheduler=None,
    workers=None,
    limits=None,
    unsafe=False,
    progress=True,
    retry_quarantined=False,
    grade=grade_notebook,
):
    """Grade submissions, and keep each result before it is given out.

    Parameters
    ----------
    tasks : iterable of Task
        Taken one after the other, as workers get free.
    store : grading.store.Store
        What it holds is not graded again. To be used by this process alone, until all is done.
    total : int, optional
        How many tasks there are, for the time that is left.
    scheduler : str, optional
        The address of a Dask scheduler whose workers grade; else this computer does.
    workers : int, optional
        How many processes on this computer; one for each core if not given.
    limits : Limits, optional
    unsafe : bool
        Whether to run notebooks without a sandbox.
    progress : bool
        Whether to show a bar.
    retry_quarantined : bool
        Whether to grade again what workers died of.
    grade : callable
        What grades one notebook, as `grading.grade.grade_notebook`; known to workers by its name.

    Yields
    ------
    task : Task
    entry : Entry
        In the order in which they get done. Where ``entry.graded.complete`` is False, the
        grader failed: either workers died of the submission, and it is in quarantine, or
        something else was wrong, and the next run grades it again.

    Raises
    ------
    ClusterError
        If there is no worker any more. As after any other end, all that was given out is
        stored, and the same call goes on from there.
    SandboxMissingError
    """
    cluster = functools.partial(Cluster, scheduler, workers, unsafe)
    batch = _Batch(store, cluster, (limits or Limits(), unsafe), grade, retry_quarantined)
    with progress_bar(total, "grade", "submission") if progress else nullcontext() as bar:
        for task, graded in batch.run(iter(tasks)):
            yield task, task.entry(graded)
            if bar is not None:
                bar.update()
    store.end_run()


@dataclass(eq=False)
class _Job:
    """A notebook that is being graded, and all tasks that hand in just this one."""

    key: str
    notebook: str
    seed: int
    tasks: list
    suspect: Suspect = field(default_factory=Suspect)


class _Batch:
    def __init__(self, store, make_cluster, conditions, grade, retry_quarantined):
        self._store, self._make_cluster = store, make_cluster
        self._conditions, self._grade = conditions, grade
        self._retry_quarantined = retry_quarantined
        self._blame = Blame()
        self._jobs = {}
        self._fresh, self._alone = [], deque()
        self._fresh_bytes = 0
        self._waiting = 0
        self._failed = set()
        self._slowest = defaultdict(float)  # seconds, by exercise

    def run(self, tasks):
        """Yield each task, and what came of grading it."""
        with ExitStack() as stack:
            cluster, exhausted = None, False
            while True:
                while not exhausted and self._has_room(cluster):
                    task = next(tasks, None)
                    if task is None:
                        exhausted = True
                    elif (graded := self._take(task)) is not None:
                        yield task, graded
                if exhausted and not self._jobs:
                    return
                # it takes seconds to start: not before there is something to do
                cluster = cluster or stack.enter_context(self._make_cluster())
                self._hand_out(cluster)
                for job, graded in self._wait(cluster):
                    notebook, exercise = job.notebook, job.tasks[0].exercise.name
                    self._store.put(job.key, graded, notebook=notebook, exercise=exercise)
                    self._slowest[exercise] = max(self._slowest[exercise], graded.seconds)
                    del self._jobs[job.key]
                    self._waiting -= len(job.tasks) - 1
                    if not graded.complete:
                        self._failed.add(job.key)
                    for task in job.tasks:
                        yield task, graded

    def _has_room(self, cluster):
        if self._waiting >= _MOST_WAITING:
            return False
        if cluster is None:  # it takes seconds to start: the first to be graded is reason enough
            return not self._fresh
        choice = len(self._fresh) < _CHOICE and self._fresh_bytes < _CHOICE_BYTES
        return choice or len(self._jobs) < _AHEAD * max(len(cluster.ready), 1)

    def _take(self, task):
        """Return what is known of a task already, or else see to it that it is graded."""
        key = task.key(*self._conditions)
        if key in self._jobs:
            # of equal files one is kept
            self._jobs[key].tasks.append(replace(task, data=self._jobs[key].tasks[0].data))
            self._waiting += 1
            return None
        graded = self._store.get(key)
        if graded is not None and (key in self._failed or self._is_settled(graded)):
            return graded
        notebook = notebook_hash(task.data)
        seed = self._store.seed_for(notebook, task.exercise.name)
        self._jobs[key] = _Job(key, notebook, seed, [task])
        self._fresh.append(self._jobs[key])
        self._fresh_bytes += len(task.data or b"")
        return None

    def _is_settled(self, graded):
        quarantined = Status.QUARANTINED in graded.statuses and not self._retry_quarantined
        return graded.complete or quarantined

    def _hand_out(self, cluster):
        # each has one before some have two
        for already in range(_AHEAD):
            for worker in cluster.ready:
                if len(worker.jobs) != already or any(job.suspect.alone for job in worker.jobs):
                    continue
                if self._alone and not worker.jobs:
                    self._give(cluster, worker, self._alone.popleft())
                elif self._fresh and not self._alone:
                    self._give(cluster, worker, self._next_for(worker, cluster))

    def _next_for(self, worker, cluster):
        """Return the next job for a worker: rather of an exercise that it knows, or else a new one.

        What is the same for all submissions of an exercise, each worker works out for itself; so
        those of which one took long had better not be shared. Later exercises take longer.
        """
        elsewhere = set().union(*(other.exercises for other in cluster.ready))

        def rank(job):
            name = job.tasks[0].exercise.name
            if name in worker.exercises:
                return 2, self._slowest[name]
            return (0, -self._slowest[name]) if name in elsewhere else (1, name)

        job = max(self._fresh, key=rank)
        self._fresh.remove(job)
        self._fresh_bytes -= len(job.tasks[0].data or b"")
        return job

    def _give(self, cluster, worker, job):
        worker.exercises.add(job.tasks[0].exercise.name)
        exercise, data = job.tasks[0].exercise, job.tasks[0].data
        about = exercise.name, exercise.source, data, job.seed, *self._conditions, self._grade
        cluster.give(worker, job, grade_file, *about)

    def _wait(self, cluster):
        """Wait a moment; return the jobs that are done with, and what came of them."""
        finished, died, lived = cluster.wait()
        self._blame.lived(lived)
        done = []
        for job, packed in finished:
            self._blame.cleared(job.suspect)
            done.append((job, unpack(packed)))
        for jobs, seconds in died:
            self._blame.died([job.suspect for job in jobs], seconds)
            for job in jobs:
                status = self._blame.verdict(job.suspect)
                if status is None:
                    self._alone.append(job)
                else:
                    detail = f"{job.suspect.deaths} worker processes died while they graded it"
                    flag = Flag(status, detail=detail)
                    done.append((job, Graded(job.seed, flags=[flag], complete=False)))
        return done
