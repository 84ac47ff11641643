"""Run the benchmarks: ``python -m benchmarks --help``."""

import os

# one thread for NumPy's matrix products, as in `make`; must be set before NumPy is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.paired import write_result
from benchmarks.published import load_result
from w2vlib._validation import check_positive_int

RESULTS = Path(__file__).parent / "results"
QUICK_RESULTS = Path(__file__).parent.parent / "_build" / "benchmarks"

ABOUT = """\
Measure this library beside gensim and fastText, where these are installed. Contenders take
turns, each run in a fresh process; medians and ranges are printed, and all of it is written to
benchmarks/results/*.json. The text is the Penn Treebank where it is on this computer
(W2V_PTB_DIR), else the toy treebank. Leave the computer alone meanwhile.
"""
WHAT = {
    "speed": "words per second of all engines and peers",
    "quality": "word similarity and analogies after equal epochs, several seeds",
    "scaling": "words per second and peak memory over the length of the text, H and V",
    "ladder": "the rungs of chapter 11, in one process",
    "grading": "the grader: its 41 cases, its speed beside nbgrader's, growth, faults",
    "end-to-end": "whole programs, from the command to the saved vectors",
    "all": "all of these (the default)",
}


def main(argv=None):
    """Run one benchmark or all of them.

    Returns
    -------
    code : int
        0 if all went well, 1 if one of them failed: the results of the others stay.
    """
    parser = _parser()
    args = parser.parse_args(argv)
    if args.part and (args.what != "grading" or args.quick):
        # what is quick is not to be quoted, and must not stand beside what is
        parser.error("--part goes with grading, and not with --quick")
    chosen = [name for name in WHAT if name != "all"] if args.what == "all" else [args.what]
    out = args.out or (QUICK_RESULTS if args.quick else RESULTS)
    failed = []
    for name in chosen:
        print(f"== {name}: {WHAT[name]} ==", flush=True)
        try:
            with tempfile.TemporaryDirectory() as folder:
                result = _measure(name, Path(folder), args)
            path = write_result(out, name.replace("-", "_"), {"quick": args.quick} | result)
            print(f"Written to {path.name}.\n", flush=True)
        except Exception as error:
            failed.append(name)
            print(f"{name} failed: {type(error).__name__}: {error}\n", flush=True)
    return 1 if failed else 0


def _measure(name, folder, args):
    # each brings its own libraries, so it is imported only if asked for
    report = partial(print, flush=True)
    options = {"quick": args.quick, "report": report}
    if args.rounds is not None or args.quick:
        options["rounds"] = args.rounds or 2
    if name == "speed":
        from benchmarks.speed import measure_speed

        return measure_speed(folder, **options)
    if name == "quality":
        from benchmarks.quality import measure_quality

        return measure_quality(folder, **options)
    if name == "scaling":
        from benchmarks.scaling import measure_scaling

        return measure_scaling(folder, **options)
    if name == "ladder":
        from benchmarks.ladder import measure_course_ladder

        return measure_course_ladder(**options)
    if name == "grading":
        from benchmarks.grading import measure_grading

        options.pop("rounds", None)  # its turns come of its sizes
        if args.part is None:
            return measure_grading(folder, **options)
        others = load_result(name, args.out or RESULTS)
        result = measure_grading(folder, **options, parts=[args.part])
        if result["machine"] != others["machine"]:
            raise ValueError(
                "the other parts were measured on another machine, or with other packages: "
                "measure all anew"
            )
        return others | result
    from benchmarks.end_to_end import measure_end_to_end

    return measure_end_to_end(folder, **options)


def _parser():
    what = "\n".join(f"  {name:12}{text}" for name, text in WHAT.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=ABOUT,
        epilog=f"what can be measured:\n{what}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what", nargs="?", choices=list(WHAT), default="all", metavar="WHAT", help="see below"
    )
    parser.add_argument(
        "--rounds",
        type=_rounds,
        help="turns for each contender; for quality, seeds (default: 3 or 5, as it needs; "
        "2 with --quick)",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="small texts, the largest left out: to see that all works, not to quote; "
        "written to _build/benchmarks",
    )
    parser.add_argument(
        "--part",
        choices=["cases", "throughput", "growth", "faults"],
        help="of grading, measure only this anew; the rest of its file stays",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="write the .json files there instead"
    )
    return parser


def _rounds(text):
    try:
        return check_positive_int(int(text), "--rounds")
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"must be a whole number of at least 1, but {text!r} came"
        ) from None


if __name__ == "__main__":
    sys.exit(main())
