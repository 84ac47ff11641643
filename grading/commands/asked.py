"""What several commands are asked for: the course, its exercises, students, a gradebook."""

import contextlib
import difflib
from pathlib import Path

from grading.commands import CannotError
from grading.course import ROOT, exercises, gradebook_url


def add_course(parser):
    """Let a command be told where the course is."""
    parser.add_argument(
        "--course",
        type=Path,
        default=ROOT,
        metavar="FOLDER",
        help="the folder that holds exercises/ and _grading/ (this project's)",
    )


def add_exercises(parser, which="all"):
    """Let a command be told for which exercises it is meant."""
    parser.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help=f"such as 04_embedding ({which})"
    )


def add_students(parser):
    """Let a command be told for which students it is meant."""
    parser.add_argument(
        "--student",
        action="append",
        metavar="ID",
        help="only this one; may be given again (all)",
    )


def add_database(parser):
    """Let a command be told where the gradebook is."""
    parser.add_argument(
        "--db",
        metavar="URL",
        help="the gradebook: sqlite:////a/path.db or postgresql+psycopg://user@host/name "
        "(nbgrader_config.py's)",
    )


def add_dry_run(parser):
    """Let a command only say what it would do."""
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be done; write nothing"
    )


def require_place(path):
    """See that a file can be written, before the work that it is to hold is done."""
    if not path.parent.is_dir():
        raise CannotError(f"There is no folder {path.parent} to write {path.name} to.")
    if path.is_dir():
        raise CannotError(f"{path} is a folder: name a file.")


def exercise_named(name):
    """Return the name of an exercise, if there is one of this name.

    Raises
    ------
    CannotError
        If there is none; names the likeliest.
    """
    known = exercises()
    if name in known:
        return name
    like = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    like += [each for each in known if name and each.startswith(name)]
    meant = f"Do you mean {like[0]}?" if like else f"There are {', '.join(known)}."
    raise CannotError(f"There is no exercise {plain(name)}. {meant}")


def exercises_of(args):
    """Return the exercises that a command is meant for, in order; all if it names none."""
    return sorted({exercise_named(name) for name in args.exercises}) or exercises()


def course_of(args):
    """Return the course's folder, if it is there."""
    if not args.course.is_dir():
        raise CannotError(f"There is no folder {args.course}.")
    return args.course.resolve()


def database_of(args):
    """Return the address of the gradebook, whether there is one or not.

    Raises
    ------
    CannotError
        If it is no address of a database that nbgrader can use.
    """
    url = args.db or gradebook_url(course_of(args))
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        create_engine(url).dispose()
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise CannotError(
            f"{plain(url)} is no address of a gradebook. It looks like sqlite:////a/path.db or "
            "postgresql+psycopg://user@host/name."
        ) from None
    return url


def existing_database_of(args):
    """Return the address of the gradebook, if there is one."""
    url = database_of(args)
    path = sqlite_path(url)
    if path and not path.is_file():
        raise CannotError(f"There is no gradebook {path} yet: autograde makes it.")
    return url


def sqlite_path(url):
    """Return the file of an SQLite database; None for others."""
    from sqlalchemy import make_url

    parts = make_url(url)
    return (
        Path(parts.database) if parts.drivername.startswith("sqlite") and parts.database else None
    )


def shown(url):
    """Return a gradebook's address without its password, to be printed."""
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)


@contextlib.contextmanager
def told_database_faults(url):
    """Say in one sentence what a database refuses."""
    from sqlalchemy.exc import DBAPIError

    from grading.gradebook import GradebookBusy

    try:
        yield
    except DBAPIError as error:
        cause = plain(str(error.orig).strip().partition("\n")[0])
        raise CannotError(f"The gradebook {shown(url)} cannot be used: {cause}") from error
    except GradebookBusy as error:
        raise CannotError(str(error)) from error


def plain(text):
    r"""Return a text that does nothing to a terminal: what students name may hold anything.

    Examples
    --------
    >>> plain("Ünal \x1b[2J\n")
    'Ünal ?[2J?'
    """
    return "".join(each if each.isprintable() else "?" for each in text)


def counted(number, one, many=None):
    """Return a number and what is counted.

    Examples
    --------
    >>> counted(1, "student"), counted(1200, "student"), counted(2, "copy", "copies")
    ('1 student', '1,200 students', '2 copies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
