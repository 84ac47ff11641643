"""Grade again what would be graded otherwise now, and show who changes before anything is written.

For use after a change of the checks, of a limit or of a submission. Each notebook gets the same
inputs as before, so that nothing changes by chance. What you gave by hand stays. Until you agree,
and if anything goes wrong before, all scores are the old ones.

    python -m grading regrade 04_embedding --dry-run
"""

import sys

from grading.commands import DONE, NEEDS_A_PERSON, CannotError
from grading.commands.asked import counted, existing_database_of, plain
from grading.commands.autograde import tell, write
from grading.commands.running import add_running, course_run, graded, told_faults


def add_arguments(parser):
    """Say what the command can be asked for."""
    add_running(parser)
    parser.add_argument("--yes", action="store_true", help="write without asking")


def run(args):
    """Grade, show the changes, ask, and write."""
    url = existing_database_of(args)
    with told_faults(url), course_run(args) as course:
        waiting = course.waiting()
        if unchanged := course.found.number - len(waiting):
            print(f"{counted(unchanged, 'submission')} unchanged")
        if not waiting:
            return DONE
        from grading.regrade import Changes

        changes = Changes()
        tasks = (course.task(each.student, each.exercise) for each in waiting)
        for _, entry in graded(args, tasks, course.store, course.limits, len(waiting)):
            changes.add(entry, course.differences(entry))
        for line in changes.lines(plain):
            print(line)
        if args.dry_run or not _agreed(args, changes):
            print("Nothing was written.")
            return NEEDS_A_PERSON if changes.failed else DONE
        return _write(course, changes)


def _agreed(args, changes):
    if args.yes or not changes.scores:
        return True
    if not sys.stdin.isatty():
        raise CannotError("Nothing was written, since nobody can be asked: --yes agrees.")
    return input("Write these changes? [y/N] ").strip().lower() in ("y", "yes")


def _write(course, changes):
    from grading.summary import Summary

    summary = Summary()
    for exercise, student in changes.complete:
        task = course.task(student, exercise)
        entry = course.stored(task)
        if entry is None:
            summary.refused.append(f"{exercise} of {student}: it was handed in anew meanwhile")
        else:
            write(course, task, entry, summary)
    tell(summary)
    return NEEDS_A_PERSON if summary.needs_a_person or changes.failed else DONE
