"""Make what students download from the book.

Each notebook by itself, and a zip of all of them with the library that checks them. They are the
notebooks as released, whatever somebody may have written into exercises/.

    python -m grading handout
"""

from grading.commands import CannotError


def add_arguments(parser):
    """Say what the command can be asked for: nothing."""


def run(args):
    """Make it, and say where it is."""
    from grading.handout import FOLDER, make_handout

    try:
        made = make_handout()
    except FileNotFoundError as error:
        raise CannotError(f"{error.filename} is not there: run release first") from error
    print(f"{len(made)} files in {FOLDER}")
