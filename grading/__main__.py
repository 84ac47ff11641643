"""The instructor's command line: ``python -m grading release``."""

import argparse
import sys


def main(argv=None):
    """Run one of the instructor's commands."""
    parser = argparse.ArgumentParser(prog="python -m grading", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("release", help="make the student notebooks in exercises/")
    commands.add_parser("handout", help="make what students download from the book")
    commands.add_parser("sample-class", help="autograde the sample class and print its scores")
    export = commands.add_parser("export", help="write the scores of the gradebook as CSV")
    export.add_argument("--to", default="_grading/grades.csv", help="the file to write")
    export.add_argument("--form", choices=["csv", "canvas", "moodle"], default="csv")
    export.add_argument("--exercise", action="append", help="only this one; may be given again")
    export.add_argument("--db", help="the gradebook's address; that of this course if not given")
    args = parser.parse_args(argv)
    # nbgrader takes a second to import, so each command imports what it needs
    if args.command == "release":
        from grading.course import exercises
        from grading.release import release

        released = release()
        for name in exercises():
            note = "" if name in released else "  left as it is: it holds answers"
            print(f"exercises/{name}/{name}.ipynb{note}")
    elif args.command == "handout":
        from grading.handout import FOLDER, make_handout

        print(f"{len(make_handout())} files in {FOLDER}")
    elif args.command == "export":
        from grading.course import gradebook_url
        from grading.export import read_scores, write_export

        scores = read_scores(args.db or gradebook_url(), args.exercise)
        write_export(args.to, scores, args.form)
        print(f"{len(scores.by)} scores of {len(scores.students)} students in {args.to}")
    else:
        from grading.sample_class import grade_sample_class

        grade_sample_class()
    return 0


if __name__ == "__main__":
    sys.exit(main())
