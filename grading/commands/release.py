"""Make the student notebooks in exercises/ from solutions/.

A notebook there that somebody has written answers into is left as it is. The gradebook learns
which cells each exercise has.

    python -m grading release 04_embedding --dry-run
"""

from grading.commands import CannotError
from grading.commands.asked import add_course, add_dry_run, add_exercises, course_of, exercises_of

SAYS = {
    "same": "as it is",
    "new": "new",
    "changed": "changed",
    "answered": "left as it is: it holds answers",
}


def add_arguments(parser):
    """Say what the command can be asked for."""
    add_exercises(parser)
    add_dry_run(parser)
    add_course(parser)


def run(args):
    """Make them, and say which were left as they are."""
    root, names = course_of(args), exercises_of(args)
    from grading.release import compare_release, release

    try:
        if args.dry_run:
            found = compare_release(root, names)
            for name in names:
                print(f"exercises/{name}/{name}.ipynb  {SAYS[found[name]]}")
            return
        released = release(root, names)
    except RuntimeError as error:  # with nbgrader's log
        raise CannotError(str(error)) from error
    for name in names:
        note = "" if name in released else f"  {SAYS['answered']}"
        print(f"exercises/{name}/{name}.ipynb{note}")
