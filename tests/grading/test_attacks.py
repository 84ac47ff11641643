"""Submissions that try to forge marks, or to take the grader down: run for real, in the sandbox."""

import json

import pytest

from grading.grade import grade_notebook
from tests.grading.submissions import ATTACKS, attack, filled, released

pytestmark = pytest.mark.xdist_group("sandbox")

ALL = sorted(ATTACKS.glob("*.py"))


@pytest.fixture(scope="module")
def honest():
    exercise = released("04_embedding")
    return exercise, filled(exercise, attack(ATTACKS / "warnings_on_stderr.py").cells)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_attack(path, pool, honest):
    case = attack(path)
    graded = grade_notebook(
        case.exercise, filled(case.exercise, case.cells), pool, limits=case.limits
    )
    messages = [
        f"{result.name}: {result.message}"
        for reports in graded.reports.values()
        for report in reports
        for result in report.results
    ]
    assert sum(graded.scores.values()) == case.score, (graded.flags, messages)
    assert graded.statuses == case.statuses, graded.flags
    assert case.output in json.dumps(list(graded.outputs.values()), ensure_ascii=False)
    assert set(graded.scores) == set(case.exercise.checks)

    # and the next notebook in the same sandbox is none the worse
    exercise, notebook = honest
    neighbour = grade_notebook(exercise, notebook, pool)
    assert neighbour.scores == {"check_embedding": 10}
    assert neighbour.flags == []
