"""Whether runs that are killed, or lose their workers, end with the right gradebook."""

import random
import shutil
import subprocess
import time

import psutil

from benchmarks.grading.classes import many_of_one
from benchmarks.grading.course import TIMEOUT, Course
from benchmarks.grading.processes import below, workers_of
from grading.store import Store

#: No answer to it draws at random, so that with one seed each has the same score in all runs
EXERCISE = "05_embedding_dot"
WORKER_LIVES = 5.0


def measure_faults(folder, size, kills, report=print):
    """Grade one class three times: left alone, killed again and again, and short of workers.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder.
    size : int
        Submissions in the class.
    kills : int
        How often the command is killed; then it is left to finish.
    report : callable

    Returns
    -------
    result : dict
        For ``"killed"`` and for ``"workers_killed"``, how often it was, and ``"lost"``,
        ``"doubled"`` and ``"different"``: submissions without a score, scores that are there
        twice, and scores that are not those of the run that was left alone.
    """
    seed = folder / "seed.db"
    with Store(seed) as store:
        store.seed_for("", EXERCISE)
    left_alone = _course(folder / "left_alone", size, seed)
    seconds = left_alone.grade()
    wanted = left_alone.scores()

    killed = _course(folder / "killed", size, seed)
    for number in range(kills):
        # soon enough that there is still something to do when the last one comes
        _kill_at_random(killed, random.Random(number).uniform(0, seconds / 4))
    killed.grade()
    report(f"killed {kills} times: {compare(wanted, killed)}")

    short = _course(folder / "short", size, seed)
    deaths = _kill_workers(short)
    report(f"{deaths} workers killed, one each {WORKER_LIVES:g} s: {compare(wanted, short)}")
    return {
        "submissions": size,
        "killed": {"times": kills, **compare(wanted, killed)},
        "workers_killed": {
            "times": deaths,
            "every_seconds": WORKER_LIVES,
            **compare(wanted, short),
        },
    }


def _course(root, size, seed):
    course = Course(root, [EXERCISE])
    course.hand_in(many_of_one(size, EXERCISE))
    # a wrong answer may pass with some inputs: all runs have the same
    shutil.copy(seed, root / "_grading" / "results.db")
    return course


def _kill_at_random(course, seconds):
    process = course.start(*course.command("autograde"))
    try:
        process.wait(seconds)
        raise RuntimeError("a run ended before it could be killed: the class is too small")
    except subprocess.TimeoutExpired:
        family = below(psutil.Process(process.pid))
        process.kill()
    process.wait()
    _, left = psutil.wait_procs(family, timeout=30)
    if left:
        raise RuntimeError(f"{len(left)} processes went on after the command was killed")


def _kill_workers(course):
    process = course.start(*course.command("autograde"), "--workers", "2")
    deaths, rng = 0, random.Random(0)
    begin = time.monotonic()
    while process.poll() is None:
        time.sleep(WORKER_LIVES)
        if workers := workers_of(process):
            rng.choice(workers).kill()
            deaths += 1
        if time.monotonic() - begin > TIMEOUT:
            process.kill()
    return deaths


def compare(wanted, course):
    """Count what is not in a course's gradebook as it should be.

    Parameters
    ----------
    wanted : dict of float
        As `Course.scores` returns it.
    course : Course

    Returns
    -------
    counts : dict of int
        ``"lost"``, ``"doubled"`` and ``"different"`` scores.
    """
    try:
        came = course.scores()
    except ValueError:
        return {"lost": 0, "doubled": 1, "different": 0}
    there = {key for key, score in came.items() if score is not None}
    should = {key for key, score in wanted.items() if score is not None}
    return {
        "lost": len(should - there),
        "doubled": len(came.keys() - wanted.keys()),
        "different": sum(came[key] != wanted[key] for key in should & there),
    }
