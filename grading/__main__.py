"""The instructor's command line: ``python -m grading release``."""

import argparse
import sys

from grading.release import release
from grading.sample_class import grade_sample_class


def main(argv=None):
    """Run one of the instructor's commands."""
    parser = argparse.ArgumentParser(prog="python -m grading", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("release", help="make the student notebooks in exercises/")
    commands.add_parser("sample-class", help="autograde the sample class and print its scores")
    args = parser.parse_args(argv)
    if args.command == "release":
        for name in release():
            print(f"exercises/{name}/{name}.ipynb")
    else:
        grade_sample_class()
    return 0


if __name__ == "__main__":
    sys.exit(main())
