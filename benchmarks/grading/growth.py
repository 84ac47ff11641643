"""What one more submission costs, in a class of a hundred and in one of ten thousand."""

import statistics
from collections import defaultdict
from time import perf_counter

from benchmarks.grading.classes import many_of_one
from benchmarks.grading.course import TIMEOUT, Course
from benchmarks.grading.processes import Watch

#: The cheapest exercise to run, so that whatever grows with the class shows most
EXERCISE = "04_embedding"


def measure_growth(folder, sizes, report=print):
    """Grade classes of different sizes, each from an empty gradebook.

    The start of a command (imports, workers, the first sandbox) is measured with classes of
    one, and left out of the cost of each further submission. Short runs come before and after
    the long one, so that a computer which gets slower meanwhile is slower for all.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder.
    sizes : list of int
    report : callable

    Returns
    -------
    result : dict
        ``"start_seconds"``; ``"sizes"``: for each size ``"seconds_each"``,
        ``"command_cpu_each"``, of which the command's own process needs so much, and the peaks
        of memory in bytes of the command and of its workers together; ``"regrade_seconds"`` of
        the largest class, with nothing changed.
    """
    *short, longest = sizes
    around = [size for size in (1, *short) for _ in range(max(1, min(5, 1000 // size)))]
    runs = defaultdict(list)
    for number, size in enumerate([*around, longest, *around]):
        seconds, watch, course = _grade(folder / f"{number}", size)
        runs[size].append((seconds, watch))
        report(f"{size:,} submissions: {seconds:.1f} s")
        if size == longest:
            largest = course
    start = statistics.median(seconds for seconds, _ in runs[1])
    start_cpu = statistics.median(watch.cpu_seconds for _, watch in runs[1])
    found = [
        {
            "submissions": size,
            "runs": len(runs[size]),
            "seconds_each": statistics.median(
                (seconds - start) / (size - 1) for seconds, _ in runs[size]
            ),
            "command_cpu_each": statistics.median(
                (watch.cpu_seconds - start_cpu) / (size - 1) for _, watch in runs[size]
            ),
            "command_bytes": max(watch.command for _, watch in runs[size]),
            "workers_bytes": max(watch.workers for _, watch in runs[size]),
        }
        for size in sizes
    ]
    for point in found:
        each = 1000 * point["seconds_each"]
        report(f"{point['submissions']:,} submissions: {each:.1f} ms each")
    before = largest.scores()
    begin = perf_counter()
    largest.run(*largest.command("regrade", "--yes"))
    regrade = perf_counter() - begin
    if largest.scores() != before:
        raise RuntimeError(f"a regrade of unchanged submissions changed scores:\n{largest.said()}")
    report(f"regrade of {sizes[-1]:,} unchanged: {regrade:.1f} s")
    return {
        "exercise": EXERCISE,
        "start_seconds": start,
        "sizes": found,
        "regrade_submissions": sizes[-1],
        "regrade_seconds": regrade,
    }


def _grade(root, size):
    course = Course(root, [EXERCISE])
    course.hand_in(many_of_one(size, EXERCISE))
    begin = perf_counter()
    process = course.start(*course.command("autograde"))
    with Watch(process) as watch:
        process.wait(TIMEOUT)
    seconds = perf_counter() - begin
    graded = len({student for student, *_ in course.scores()})
    if process.returncode != 0 or graded != size:
        raise RuntimeError(f"{graded} of {size} submissions were graded:\n{course.said()}")
    return seconds, watch, course
