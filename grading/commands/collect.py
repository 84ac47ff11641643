"""Sort what a learning platform gives out into the folder of submissions.

SOURCE is an archive or a folder: Canvas's or Moodle's download of all that a class handed in, or
files named for students. What lies outside its archive, links and broken archives are left out
and told.

    python -m grading collect 04_embedding ~/Downloads/submissions.zip
"""

import re
from pathlib import Path

from grading.commands import DONE, NEEDS_A_PERSON, CannotError
from grading.commands.asked import (
    add_course,
    add_dry_run,
    counted,
    course_of,
    exercise_named,
    plain,
)

#: Flags that are told one by one
MOST = 20


def add_arguments(parser):
    """Say what the command can be asked for."""
    parser.add_argument("exercise", metavar="EXERCISE", help="such as 04_embedding")
    parser.add_argument("source", metavar="SOURCE", type=Path, help="an archive or a folder")
    parser.add_argument(
        "--layout",
        metavar="REGEX",
        help="how a path in SOURCE names the student: a regular expression for the whole path, "
        "with a group (?P<student>…), and (?P<file>…) if there is more (found out)",
    )
    add_dry_run(parser)
    add_course(parser)


def run(args):
    """Sort it, and say what was found."""
    exercise, root = exercise_named(args.exercise), course_of(args)
    if not args.source.exists():
        raise CannotError(f"There is no {args.source}.")
    _require_layout(args.layout)
    from grading.collect import collect
    from grading.course import grading_folder

    submitted = grading_folder(root, "submitted")
    collected = collect(args.source, submitted, exercise, args.layout, args.dry_run)
    files = counted(sum(collected.students.values()), "file")
    students = counted(len(collected.students), "student")
    print(f"{files} of {students} {'would go' if args.dry_run else 'are'} in {submitted}")
    if args.dry_run:
        for student, number in collected.students.items():
            print(f"  {plain(student)}: {counted(number, 'file')}")
    for flag in collected.flags[:MOST]:
        print(f"Left out: {plain(flag.detail)}: {flag.status.meaning}")
    if len(collected.flags) > MOST:
        print(f"and {len(collected.flags) - MOST:,} more")
    if not collected.students:
        raise CannotError(
            "Nothing was found that belongs to a student. If files are named in a way of their "
            "own, --layout says where the student's id stands."
        )
    return NEEDS_A_PERSON if collected.flags else DONE


def _require_layout(layout):
    if layout is None:
        return
    try:
        groups = re.compile(layout).groupindex
    except re.error as error:
        raise CannotError(f"--layout is no regular expression: {error}") from None
    if "student" not in groups:
        raise CannotError("--layout needs a group (?P<student>…) around the student's id.")
