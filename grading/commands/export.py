"""Write the scores of the gradebook as CSV, for yourself, Canvas or Moodle.

What could be a formula to a spreadsheet is neutralised. In the forms for Canvas and Moodle a cell
is empty where nothing was handed in, or where something is not scored yet: both leave what they
have as it is.

    python -m grading export --form canvas --to canvas.csv
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
    told_database_faults,
)


def add_arguments(parser):
    """Say what the command can be asked for."""
    add_exercises(parser, "all in the gradebook")
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="what to write (_grading/grades.csv)"
    )
    parser.add_argument("--form", choices=["csv", "canvas", "moodle"], default="csv")
    add_database(parser)
    add_dry_run(parser)
    add_course(parser)


def run(args):
    """Write them, and say how many there are."""
    names = exercises_of(args) if args.exercises else None
    path = args.to or course_of(args) / "_grading" / "grades.csv"
    require_place(path)
    url = existing_database_of(args)
    from grading.export import read_scores, write_export

    with told_database_faults(url):
        scores = read_scores(url, names)
    known = {each.name for each in scores.assignments}
    if missing := [name for name in names or () if name not in known]:
        raise CannotError(f"The gradebook has nothing of {', '.join(missing)}.")
    found = f"{counted(len(scores.by), 'score')} of {counted(len(scores.students), 'student')}"
    if args.dry_run:
        print(f"Would write {found} to {path}")
    else:
        write_export(path, scores, args.form)
        print(f"{found} in {path}")
    waiting = sum(score.unscored > 0 for score in scores.by.values())
    if waiting:
        print(f"{counted(waiting, 'submission')} among them not fully scored yet: see formgrader.")
