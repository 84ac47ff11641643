"""What runs in each of Dask's worker processes: one sandbox, and one notebook at a time."""

import atexit
import contextlib
import functools
import os
import threading

from grading.environment import BOOK_URL, environment
from grading.exercise import Exercise, sources_digest
from grading.grade import Graded
from grading.reading import read_submission
from grading.record import pack
from grading.sandbox.bubblewrap import SandboxMissingError
from grading.sandbox.pool import Pool
from grading.status import Flag, Status
from w2vlib.check.registry import checks_of
from w2vlib.topics import EXERCISES

# judging changes `sys.stdout` and NumPy's random state, which threads share
_one_at_a_time = threading.Lock()
_pools = {}


def state_of_this():
    """Return all that has to be the same in the process that gives out work and in workers."""
    return {"the course's and the grader's own files": sources_digest(), **environment()}


def begin(unsafe):
    """Start what takes long, ahead of `prepare`: the sandbox, and the checks with SciPy."""
    with contextlib.suppress(SandboxMissingError), _pool(unsafe).server():
        for topic in EXERCISES.values():
            for target in topic.targets:
                checks_of(target)


def prepare(expected, unsafe):
    """Make this process ready for work.

    Parameters
    ----------
    expected : dict
        `state_of_this` of the process that gives out work.
    unsafe : bool
        Whether notebooks are to run without a sandbox.

    Returns
    -------
    different : dict of (str, str)
        What is not the same here: there, and here.

    Raises
    ------
    SandboxMissingError
    """
    os.environ[BOOK_URL] = expected[BOOK_URL]  # links are for students, wherever they are made
    here = state_of_this()
    different = {
        name: (expected.get(name), here.get(name))
        for name in expected | here
        if expected.get(name) != here.get(name)
    }
    if not different:
        with _one_at_a_time, _pool(unsafe).server() as server:
            server.wait_until_ready()
    return different


def grade_file(name, source, data, seed, limits, unsafe, grade):
    """Grade a student's file.

    Parameters
    ----------
    name, source : str
        Of the exercise.
    data : bytes or None
    seed : int
    limits : Limits
    unsafe : bool
    grade : callable
        As `grading.grade.grade_notebook`.

    Returns
    -------
    packed : bytes
        A `Graded`; incomplete if the grader itself failed.
    """
    exercise = _exercise(name, source)
    with _one_at_a_time:
        try:
            notebook = read_submission(data, exercise).notebook
            graded = grade(exercise, notebook, _pool(unsafe), seed=seed, limits=limits)
            return pack(graded)
        except Exception as error:
            # a mistake of ours: one submission shows it, and the others are graded
            detail = f"{type(error).__name__}: {error}"
            flag = Flag(Status.INFRASTRUCTURE, detail=detail)
            return pack(Graded(seed, flags=[flag], complete=False))


def close():
    """End the sandbox of this process."""
    with _one_at_a_time:
        while _pools:
            _pools.popitem()[1].close()


atexit.register(close)


def _pool(unsafe):
    if unsafe not in _pools:
        _pools[unsafe] = Pool(1, unsafe)
    return _pools[unsafe]


@functools.lru_cache(maxsize=64)
def _exercise(name, source):
    """Return the one `Exercise` of this process: what it has found out is found out once."""
    return Exercise(name, source)
