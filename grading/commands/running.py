"""What autograde and regrade have in common."""

import argparse
import contextlib

from grading.commands import CannotError
from grading.commands.asked import (
    add_course,
    add_database,
    add_dry_run,
    add_exercises,
    add_students,
    course_of,
    database_of,
    exercises_of,
    plain,
    told_database_faults,
)

#: Of what lies where no submission should
_MOST_STRAYS = 10


def add_running(parser):
    """Let a command be told what to grade, where, and how."""
    add_exercises(parser)
    add_students(parser)
    add_database(parser)
    add_machine(parser)
    add_dry_run(parser)
    add_course(parser)


def add_machine(parser):
    """Let a command be told on which processes it grades."""
    parser.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        help="processes side by side on this computer (one for each core)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="tcp://…",
        help="grade on the workers of this Dask scheduler, which have the same files and packages",
    )
    parser.add_argument(
        "--retry-quarantined",
        action="store_true",
        help="grade again what worker processes died of",
    )
    parser.add_argument(
        "--unsafe-no-sandbox",
        action="store_true",
        dest="unsafe",
        help="run notebooks as any program of yours: only where you trust whoever wrote them",
    )


def positive(text):
    """Read a number of processes, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return int(text)


def course_run(args):
    """Return the `CourseRun` that a command asks for."""
    root, names, url = course_of(args), exercises_of(args), database_of(args)
    from grading.course_run import CourseRun

    try:
        run = CourseRun(
            root,
            names,
            url,
            args.student,
            unsafe=args.unsafe,
            retry_quarantined=args.retry_quarantined,
            dry=args.dry_run,
        )
    except LookupError as error:
        raise CannotError(str(error)) from error
    strays = run.found.strays
    for stray in strays[:_MOST_STRAYS]:
        print(f"Left alone, since submissions lie in STUDENT/EXERCISE/: {plain(stray)}")
    if len(strays) > _MOST_STRAYS:
        print(f"and {len(strays) - _MOST_STRAYS:,} more")
    if not run.found.number:
        whose = f" of {', '.join(map(plain, args.student))}" if args.student else ""
        raise CannotError(
            f"There are no submissions{whose} in {run.submitted}: they lie in "
            f"STUDENT/EXERCISE/, as STUDENT/{names[0]}/{names[0]}.ipynb."
        )
    return run


def graded(args, tasks, store, limits, total):
    """Grade tasks, as `grading.batch.grade_all` does, on what a command asks for."""
    from grading.batch import grade_all

    return grade_all(
        tasks,
        store,
        total=total,
        scheduler=args.scheduler,
        workers=args.workers,
        limits=limits,
        unsafe=args.unsafe,
        retry_quarantined=args.retry_quarantined,
    )


@contextlib.contextmanager
def told_faults(url=None):
    """Say in one sentence what keeps submissions from being graded."""
    from grading.cluster import ClusterError
    from grading.course_run import BusyError
    from grading.sandbox.bubblewrap import SandboxMissingError
    from grading.store import StoreError

    try:
        with told_database_faults(url) if url else contextlib.nullcontext():
            yield
    except (BusyError, ClusterError, SandboxMissingError, StoreError) as error:
        raise CannotError(str(error)) from error
