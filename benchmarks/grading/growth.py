"""What one more submission costs, in a class of a hundred and in one of ten thousand."""

import statistics
from time import perf_counter

from benchmarks.grading.classes import many_of_one
from benchmarks.grading.course import TIMEOUT, Course
from benchmarks.grading.processes import Watch

#: The cheapest exercise to run, so that whatever grows with the class shows most
EXERCISE = "04_embedding"


def measure_growth(folder, sizes, report=print):
    """Grade classes of different sizes, each from an empty gradebook.

    The start of a command (imports, workers, the first sandbox) is measured with a class of
    one, and left out of the cost of each further submission.

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
    ones = [_grade(folder / f"one{turn}", 1)[:2] for turn in range(3)]
    start = statistics.median(seconds for seconds, _ in ones)
    start_cpu = statistics.median(watch.cpu_seconds for _, watch in ones)
    report(f"a class of one: {start:.1f} s")
    found = []
    for size in sizes:
        # short runs vary more, so they are measured more often
        turns = max(1, min(5, 1000 // size))
        runs = [_grade(folder / f"{size}-{turn}", size) for turn in range(turns)]
        each = statistics.median((seconds - start) / (size - 1) for seconds, *_ in runs)
        found.append(
            {
                "submissions": size,
                "runs": turns,
                "seconds_each": each,
                "command_cpu_each": statistics.median(
                    (watch.cpu_seconds - start_cpu) / (size - 1) for _, watch, _ in runs
                ),
                "command_bytes": max(watch.command for _, watch, _ in runs),
                "workers_bytes": max(watch.workers for _, watch, _ in runs),
            }
        )
        report(f"{size:,} submissions: {each * 1000:.1f} ms each, {found[-1]}")
    course = runs[-1][2]
    before = course.scores()
    begin = perf_counter()
    course.run(*course.command("regrade", "--yes"))
    regrade = perf_counter() - begin
    if course.scores() != before:
        raise RuntimeError(f"a regrade of unchanged submissions changed scores:\n{course.said()}")
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
