"""What grading came to, as bytes and back: plain JSON, compressed, no pickle."""

import functools
import json
import zlib

from nbformat import from_dict

from grading.grade import Graded
from grading.status import Flag, Status
from w2vlib.check.catalogue import catalogue
from w2vlib.check.grade import CheckResult
from w2vlib.check.report import Report

#: Outputs are mostly text and PNG: more effort costs time, and saves little
_EFFORT = 1


def pack(graded):
    """Return all of a `Graded` as bytes; it says nothing of whose it is."""
    data = {
        "seed": graded.seed,
        "seconds": graded.seconds,
        "complete": graded.complete,
        "flags": [[flag.status.value, flag.cell, flag.detail] for flag in graded.flags],
        "reports": {
            grade_id: [_report_as_dict(report) for report in reports]
            for grade_id, reports in graded.reports.items()
        },
        "outputs": list(graded.outputs.items()),
    }
    # in ASCII: a student's text may hold what UTF-8 cannot
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode("ascii"), _EFFORT)


def unpack(content):
    """Return the `Graded` that was packed.

    Of a mistake that the catalogue does not know any more only the check's message is left.
    """
    data = json.loads(zlib.decompress(content))
    return Graded(
        data["seed"],
        {
            grade_id: [_report_from_dict(report) for report in reports]
            for grade_id, reports in data["reports"].items()
        },
        [Flag(Status(status), cell, detail) for status, cell, detail in data["flags"]],
        {number: [from_dict(output) for output in outputs] for number, outputs in data["outputs"]},
        data["seconds"],
        data["complete"],
    )


def _report_as_dict(report):
    results = [
        {**vars(result), "misconception": getattr(result.misconception, "id", None)}
        for result in report.results
    ]
    return {"target": report.target, "seed": report.seed, "results": results}


def _report_from_dict(data):
    results = [
        CheckResult(**{**result, "misconception": _misconceptions().get(result["misconception"])})
        for result in data["results"]
    ]
    return Report(data["target"], results, data["seed"])


@functools.cache
def _misconceptions():
    return {entry.id: entry for entries in catalogue().values() for entry in entries}
