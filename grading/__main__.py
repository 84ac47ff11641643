"""The instructor's command line: ``python -m grading --help``."""

import argparse
import importlib
import sys

import grading.quick_start  # noqa: F401
from grading.commands import CANNOT, DONE, INTERRUPTED, NAMES, CannotError

ABOUT = """\
Release exercises, collect and grade what students hand in, and give it back. Each command has a
--help with an example. nbgrader's own commands work beside them: the folders and the gradebook
are the same.
"""
CODES = """\
exit codes: 0 all is done; 1 done, but something needs a person; 2 wrong use, or something that
is missing here; 130 stopped by Ctrl-C
"""


def main(argv=None):
    """Run one of the instructor's commands.

    Returns
    -------
    code : int
        One of those in `grading.commands`.
    """
    args = _parser().parse_args(argv)
    try:
        return args.run(args) or DONE
    except KeyboardInterrupt:
        print(f"{args.prog}: stopped; what was finished is kept", file=sys.stderr)
        return INTERRUPTED
    except (CannotError, OSError) as error:
        print(f"{args.prog}: {_explained(error)}", file=sys.stderr)
        return CANNOT


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m grading",
        description=ABOUT,
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in NAMES:
        module = importlib.import_module(f"grading.commands.{name.replace('-', '_')}")
        about, _, example = module.__doc__.partition("\n\n    ")
        command = commands.add_parser(
            name,
            help=_uncapitalised(about.partition(".\n")[0]),
            description=about,
            epilog=f"example:\n    {example.rstrip()}\n\n{CODES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run, prog=command.prog)
    return parser


def _uncapitalised(sentence):
    first, *others = sentence
    return first.lower() + "".join(others).replace("\n", " ")


def _explained(error):
    """Return what an error says, in one sentence if it is the operating system's."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
