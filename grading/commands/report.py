"""Write one page on how the class did, for instructors.

It shows the distribution of scores, how many pass each check and whether it tells strong students
from weak ones, the mistakes of this class, flagged submissions, and answers that are nearly the
same. It names students, and needs no other file. Points are those of the checks, as autograde
gave them.

    python -m grading report 04_embedding --to report.html
"""

from pathlib import Path

from grading.commands import CannotError
from grading.commands.asked import (
    add_course,
    add_database,
    add_dry_run,
    add_exercises,
    counted,
    course_of,
    exercises_of,
    existing_database_of,
    require_place,
)
from grading.commands.running import told_faults


def add_arguments(parser):
    """Say what the command can be asked for."""
    add_exercises(parser, "all that was graded")
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="what to write (_grading/class_report.html)"
    )
    add_database(parser)
    add_dry_run(parser)
    add_course(parser)


def run(args):
    """Write it, and say of how many submissions."""
    root, names, url = course_of(args), exercises_of(args), existing_database_of(args)
    path, kept = (
        args.to or root / "_grading" / "class_report.html",
        root / "_grading" / "results.db",
    )
    require_place(path)
    from grading.course import grading_folder
    from grading.release import released_exercise
    from grading.report import write_report
    from grading.store import Store
    from grading.submissions import find_submissions

    if not kept.exists():
        raise CannotError(f"{kept} is not there: autograde makes it.")
    with told_faults(url), Store(kept) as store:
        results = [result for name in names for result in store.results_in(url, name)]
    if not results:
        raise CannotError("Nothing of this was graded yet: run autograde first.")
    submissions = counted(len(results), "submission")
    if args.dry_run:
        print(f"Would write a report of {submissions} to {path}")
    else:
        graded = {result.exercise for result in results}
        try:
            exercises = {name: released_exercise(root, name) for name in graded}
        except LookupError as error:
            raise CannotError(str(error)) from error
        write_report(path, results, exercises)
        print(f"A report of {submissions}: {path}")
    missing = find_submissions(grading_folder(root, "submitted"), names).number - len(results)
    if missing > 0:
        print(f"{counted(missing, 'submission')} more not graded yet: run autograde.")
