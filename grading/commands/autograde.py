"""Grade what is new or changed, each notebook in a sandbox, and write the gradebook.

It reads nbgrader's folder of submissions, and writes its gradebook and the folder of autograded
notebooks. What was graded is kept as it comes: the same command goes on after Ctrl-C. Scores
that were given under other checks, or by nbgrader itself, are left as they are; regrade says what
would change.

With --folder, it grades a folder of notebooks without any course set up: a notebook, an archive
or a folder for each student. Nothing is written then but a table, and the report if you ask.

    python -m grading autograde 04_embedding
    python -m grading autograde --folder downloads --exercise 04_embedding --to scores.csv
"""

from pathlib import Path

from grading.commands import DONE, NEEDS_A_PERSON, CannotError
from grading.commands.asked import counted, database_of, plain
from grading.commands.running import add_running, course_run, graded, told_faults


def add_arguments(parser):
    """Say what the command can be asked for."""
    add_running(parser)
    parser.add_argument(
        "--rewrite",
        action="store_true",
        help="write what is unchanged as well, from the kept results: after a change of a due "
        "date or of the penalty, or where something else wrote into the gradebook",
    )
    folder = parser.add_argument_group("a folder of notebooks, without a course")
    folder.add_argument("--folder", type=Path, metavar="DIR")
    folder.add_argument("--exercise", metavar="NAME", help="what they are answers to")
    folder.add_argument("--to", type=Path, metavar="FILE", help="the table (scores.csv)")
    folder.add_argument("--report", type=Path, metavar="FILE", help="a page on the class as well")


def run(args):
    """Grade, write as results come, and say what it came to."""
    if args.folder:
        from grading.commands.folder import run_folder

        return run_folder(args)
    if args.exercise or args.to or args.report:
        raise CannotError("--exercise, --to and --report go with --folder.")
    url = database_of(args)
    with told_faults(url), course_run(args) as course:
        waiting = course.waiting(args.rewrite)
        new = [each for each in waiting if not each.is_older]
        older = len(waiting) - len(new)
        unchanged = course.found.number - len(waiting)
        if args.dry_run:
            _tell_plan(new)
        code = DONE if args.dry_run else _grade(args, course, new)
    if unchanged:
        print(f"{counted(unchanged, 'submission')} unchanged")
    if older:
        print(
            f"{counted(older, 'submission')} left as graded before, under other checks, limits or "
            "packages, or by nbgrader itself: python -m grading regrade says what would change."
        )
    return code


def _tell_plan(new):
    for name in dict.fromkeys(each.exercise for each in new):
        number = sum(each.exercise == name for each in new)
        print(f"{name}: {counted(number, 'submission')} would be graded")
    if not new:
        print("Nothing to grade.")


def _grade(args, course, new):
    from grading.summary import Summary

    summary = Summary()
    if not new:
        print("Nothing to grade.")
        return DONE
    tasks = (course.task(each.student, each.exercise) for each in new)
    for task, entry in graded(args, tasks, course.store, course.limits, len(new)):
        write(course, task, entry, summary)
    tell(summary)
    return NEEDS_A_PERSON if summary.needs_a_person else DONE


def write(course, task, entry, summary):
    """Write a submission and count it, or count why it cannot be written."""
    try:
        course.write(task, entry)
    except ValueError as error:  # an id that cannot name a folder everywhere
        summary.refused.append(f"{entry.exercise} of {entry.student}: {error}")
    else:
        summary.add(entry)


def tell(summary):
    """Print what a run came to."""
    for name, number in sorted(summary.graded.items()):
        print(f"{name}: {counted(number, 'submission')} graded")
    for line in summary.lines(plain):
        print(line)
