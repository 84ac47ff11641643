"""Check a file from the terminal: ``python -m w2vlib.check 04_embedding my_embedding.py``."""

import argparse
import contextlib
import io
import json
import sys
import traceback
from pathlib import Path

from w2vlib.check.grade import grade, not_defined
from w2vlib.check.report import Report
from w2vlib.drive.run import describe
from w2vlib.topics import EXERCISES


def main(argv=None):
    """Run the checks of one exercise on a file.

    Returns
    -------
    code : int
        0 for full marks, 1 for less, 2 where the file or the exercise does not exist.
    """
    parser = argparse.ArgumentParser(
        prog="python -m w2vlib.check",
        description="Check your answer to an exercise. The file is what your notebook would "
        "hold: it defines the names that the exercise asks for and imports what it needs.",
        epilog="Exercises: " + ", ".join(EXERCISES),
    )
    parser.add_argument("exercise", help="such as 04_embedding")
    parser.add_argument("file", type=Path, help="a Python file with your answer")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seed", type=int, help="make the same inputs again")
    args = parser.parse_args(argv)

    if args.exercise not in EXERCISES:
        return _refuse(f"there is no exercise {args.exercise!r}; there are {', '.join(EXERCISES)}")
    try:
        source = args.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return _refuse(f"cannot read {args.file}: {error}")

    names, problem = run_source(source, str(args.file))
    reports = []
    for target in EXERCISES[args.exercise].targets:
        if target in names:
            reports.append(Report(target, *grade(target, names[target], args.seed)))
        else:
            reason = f"{args.file.name} does not define {target}."
            if problem:
                reason += f" It stopped before that:\n{problem}"
            reports.append(Report(target, not_defined(target, reason), 0))

    if args.json:
        print(json.dumps(merge(reports), indent=2))
    else:
        print(*reports, sep="\n\n")
    return 0 if all(report.score == report.max_score for report in reports) else 1


def run_source(source, filename):
    """Run a file's source as far as it goes.

    Returns
    -------
    names : dict
        What it defined.
    problem : str
        Python's own account of the error that ended it, without our frames; or empty.
    """
    names = {"__name__": "answer", "__file__": filename}
    try:
        code = compile(source, filename, "exec")
    except (SyntaxError, ValueError) as error:
        return names, "".join(traceback.format_exception_only(error)).strip()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, names)
    except (Exception, SystemExit) as error:
        where = describe(error)
        line = f"\nin line {where.line_number}:  {where.line}" if where.line else ""
        return names, f"{where.type}: {where.message}{line}"
    return names, ""


def merge(reports):
    """Return one JSON object for the reports of one exercise."""
    parts = [report.as_dict() for report in reports]
    return {
        "exercise": parts[0]["exercise"],
        "score": sum(part["score"] for part in parts),
        "max_score": sum(part["max_score"] for part in parts),
        "checks": [check for part in parts for check in part["checks"]],
    }


def _refuse(message):
    print(f"python -m w2vlib.check: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
