"""``python -m w2vlib``: the command line, and the doctor, who needs no package to be there."""

import sys


def main(argv=None):
    """Run one command, and return its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["doctor"]:
        from w2vlib.doctor import main as doctor

        return doctor(argv[1:])
    try:
        from w2vlib.command_line import main as command_line
    except ImportError as error:
        print(f"{error}. What to do says: python -m w2vlib doctor", file=sys.stderr)
        return 2
    return command_line(argv)


if __name__ == "__main__":
    sys.exit(main())
