"""The class report: one HTML page that says how a class did, and what to look at."""

import math
import os
import statistics as stdlib_statistics
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined

from grading import pictures
from grading.reading import released_answers
from grading.similarity import ALIKE, COMMON, similar_answers
from grading.statistics import check_statistics, mistakes, totals
from grading.status import Status
from w2vlib.check.catalogue import catalogue
from w2vlib.check.links import link_to

_TEMPLATE = Path(__file__).with_name("report.html.j2")
#: Lines of a table; what is more is counted
MOST = 200


def class_report(results, released=None, title="Class report"):
    """Return the page for a class.

    Parameters
    ----------
    results : list of grading.results.Result
        One for each student and exercise.
    released : dict of (sequence of str), optional
        The code that each exercise gives to all, so that it counts for nothing where answers
        are compared.
    title : str

    Returns
    -------
    page : str
        HTML that needs no other file. It names students: it is for instructors alone.
    """
    results = sorted(results, key=lambda each: (each.exercise, each.student))
    checks = check_statistics(results)
    shares = totals(results)
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    environment.filters["signed"] = lambda value: "–" if math.isnan(value) else f"{value:+.2f}"
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        title=title,
        most=MOST,
        students=len(shares),
        submissions=len(results),
        distribution=_distribution(shares),
        exercises=_exercises(results),
        checks=_by_exercise(checks),
        passing=_passing(checks),
        mistakes=_mistakes(results),
        flagged=_flagged(results),
        similar=_similar(results, released or {}),
        alike=ALIKE,
        common=COMMON,
    )


def write_report(path, results, exercises, title="Class report"):
    """Write the page for a class.

    Parameters
    ----------
    path : path
        Is replaced when all is written.
    results : list of grading.results.Result
    exercises : dict of Exercise
        As they were released, by name.
    title : str
    """
    released = {
        name: tuple(released_answers(exercise).values()) for name, exercise in exercises.items()
    }
    path = Path(path)
    new = path.with_name(f".{path.name}.new")
    new.write_text(class_report(results, released, title), encoding="utf-8")
    os.replace(new, path)


def _distribution(shares):
    if not shares:
        return None
    values = sorted(shares.values())
    tens = [0] * 10
    for share in values:
        tens[min(int(share * 10), 9)] += 1
    bins = [(10 * number, 10 * number + 10, count) for number, count in enumerate(tens)]
    median = stdlib_statistics.median(values)
    return {"picture": pictures.distribution(values), "bins": bins, "median": median}


def _exercises(results):
    """Return the picture and the lines of the table of exercises."""
    groups = defaultdict(list)
    for result in results:
        groups[result.exercise].append(result)
    lines = [
        {
            "name": name,
            "students": len(group),
            "points": stdlib_statistics.median(each.points for each in group),
            "most": max(each.max_points for each in group),
            "full": sum(each.points == each.max_points for each in group) / len(group),
            "seconds": stdlib_statistics.median(each.seconds for each in group),
            "slowest": max(each.seconds for each in group),
        }
        for name, group in groups.items()
    ]
    if not lines:
        return None
    shares = {
        name: [100 * each.points / each.max_points for each in group if each.max_points]
        for name, group in groups.items()
    }
    # on a logarithmic axis 0 has no place
    seconds = {name: [max(each.seconds, 1e-3) for each in group] for name, group in groups.items()}
    return {
        "lines": lines,
        "points": pictures.spreads(shares, "share of the points, in percent"),
        "seconds": pictures.spreads(seconds, "seconds", log=True),
    }


def _by_exercise(checks):
    groups = defaultdict(list)
    for check in checks:
        groups[check.exercise].append(check)
    return dict(groups)


def _passing(checks):
    return pictures.passing(checks) if checks else None


def _mistakes(results):
    known = {entry.id: entry for entries in catalogue().values() for entry in entries}
    lines = []
    for misconception, students in mistakes(results):
        entry = known.get(misconception)
        if entry is not None:  # it may have left the catalogue since
            lines.append({"entry": entry, "students": students, "href": _href(entry.section)})
    return lines


def _href(section):
    """Return where a section of the book can be opened from anywhere, or None."""
    address = link_to(section)
    return address if urlsplit(address).scheme in ("http", "https", "file") else None


def _flagged(results):
    lines = []
    for result in results:
        if result.flags:
            statuses = dict.fromkeys(Status(status) for status, _ in result.flags)
            urgent = any(status.ungraded for status in statuses)
            lines.append({"result": result, "statuses": list(statuses), "urgent": urgent})
    return sorted(lines, key=lambda line: not line["urgent"])


def _similar(results, released):
    groups = defaultdict(dict)
    for result in results:
        if result.code:
            groups[result.exercise][result.student] = result.code
    clusters = [
        {"exercise": exercise, "cluster": cluster}
        for exercise, answers in groups.items()
        for cluster in similar_answers(answers, released.get(exercise, ()))
    ]
    return sorted(clusters, key=lambda each: -each["cluster"].size)
