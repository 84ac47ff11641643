"""Measure the grader: is it safe, how fast is it beside nbgrader, does it stay so, does it last."""

from benchmarks.grading.cases import measure_cases
from benchmarks.grading.faults import measure_faults
from benchmarks.grading.growth import measure_growth
from benchmarks.grading.throughput import measure_throughput
from benchmarks.machine import machine_facts

SIZES = [100, 1000, 10_000]


def measure_grading(folder, quick=False, report=print, parts=None):
    """Measure all that the instructor guide says of grading.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder.
    quick : bool
        Small classes.
    report : callable
        Is given lines to print.
    parts : list of str, optional
        Only these.

    Returns
    -------
    result : dict
        ``"machine"``, and each part as its function says.
    """
    measure = {
        "cases": lambda: measure_cases(report=report),
        "throughput": lambda: measure_throughput(
            folder / "throughput", *((22, 2) if quick else (200, 3)), report=report
        ),
        "growth": lambda: measure_growth(folder / "growth", [10, 100] if quick else SIZES, report),
        "faults": lambda: measure_faults(
            folder / "faults", *((100, 2) if quick else (500, 20)), report=report
        ),
    }
    measured = {part: measure[part]() for part in parts or measure}
    return {"command": "python -m benchmarks grading", "machine": machine_facts(), **measured}
