"""The tables of the instructor guide, from the committed result of measuring the grader."""

from benchmarks.published import table

_HOUR = 3600


def results_markdown(grading):
    """Return a table of what was demanded of the grader and what was measured.

    Parameters
    ----------
    grading : dict
        What `benchmarks.grading.measure_grading` gave.

    Returns
    -------
    table : str
        Markdown.
    """
    cases, throughput, faults = grading["cases"], grading["throughput"], grading["faults"]
    growth = grading["growth"]
    same = throughput["scores"] - len(throughput["differences"])
    rows = [
        ["what", "measured"],
        ["ways to cheat or to break the grader that come to nothing", _of(cases)],
        [
            f"times as fast as `nbgrader autograde`, {throughput['submissions']} submissions of "
            "all exercises",
            f"{throughput['ratio']:.1f}",
        ],
        [
            "scores that are the same as nbgrader's, given the same inputs",
            f"{same:,} of {throughput['scores']:,}",
        ],
    ]
    rows += [
        [
            f"one more submission in a class of {point['submissions']:,}",
            f"{1000 * point['seconds_each']:.0f} ms; memory {_mb(point['command_bytes'])} and "
            f"{_mb(point['workers_bytes'])} for all workers",
        ]
        for point in growth["sizes"]
    ]
    for name, what in (
        ("killed", "the command killed {times} times"),
        ("workers_killed", "{times} workers killed, one each {every_seconds:g} s"),
    ):
        found = faults[name]
        rows.append(
            [
                f"{faults['submissions']} submissions, {what.format(**found)}",
                f"{found['lost']} scores lost, {found['doubled']} twice there, "
                f"{found['different']} different",
            ]
        )
    rows.append(
        [
            f"regrade of {growth['regrade_submissions']:,} submissions with nothing changed",
            f"{growth['regrade_seconds']:.0f} s",
        ]
    )
    return table(rows)


def plan_markdown(grading, students=50_000, cores=(2, 16, 64)):
    """Return a table of how long a large class takes, by exercise and number of cores.

    Parameters
    ----------
    grading : dict
        What `benchmarks.grading.measure_grading` gave.
    students : int
    cores : sequence of int
        Each with a worker. However many there are, the command itself looks at each submission
        and writes it: that is the least.

    Returns
    -------
    table : str
        Markdown.
    """
    least = grading["growth"]["sizes"][-1]["command_cpu_each"] * students
    rows = [["exercise", "core hours", *(f"{number} cores" for number in cores)]]
    total = [0.0] * (1 + len(cores))
    for name, each in grading["throughput"]["worker_seconds"].items():
        seconds = [max(each * students / number, least) for number in cores]
        rows.append(
            [f"`{name}`", f"{each * students / _HOUR:.1f}", *(f"{s / 60:.0f} min" for s in seconds)]
        )
        total = [a + b for a, b in zip(total, [each * students, *seconds], strict=True)]
    rows.append(["**all**", f"{total[0] / _HOUR:.1f}", *(f"{s / _HOUR:.1f} h" for s in total[1:])])
    return table(rows)


def _of(cases):
    return f"{cases['safe']} of {cases['cases']}"


def _mb(size):
    return f"{size / 1e6:,.0f} MB"
