"""A sample of the proof that `make grader-report` gives in full."""

import json
from pathlib import Path

import pytest

from tests.mutation.answers import TARGETS, answer_of
from tests.mutation.equivalent import EQUIVALENT, reason_for
from tests.mutation.examine import examine
from tests.mutation.operators import mutants
from tests.mutation.pairs import pairs
from w2vlib.check.grade import grade

REPORT = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "grader_report.json"


@pytest.mark.parametrize("target", TARGETS)
def test_every_twentieth_mutant_is_rejected_and_told_nothing_untrue(target):
    for mutant in examine(target, every=20, seeds=(1, 2)):
        assert not mutant.survived or reason_for(target, mutant.id), (
            f"this wrong {target} gets full marks: {mutant.id}\n{mutant.source}"
        )
        assert not mutant.misnamed, f"{mutant.id} is told {mutant.misnamed}, which is not so"


@pytest.mark.parametrize("target", TARGETS)
def test_every_tenth_pair_of_mistakes_is_rejected(target):
    for a, b, both in pairs(target)[::10]:
        results, _ = grade(target, both)
        assert not all(result.passed for result in results), f"{a} and {b} together pass"


@pytest.mark.parametrize(("targets", "pattern", "reason"), EQUIVALENT)
def test_each_excuse_is_for_a_mutant_that_is_made(targets, pattern, reason):
    excused = [
        mutant.id
        for target in targets
        for mutant in mutants(answer_of(target).source)
        if reason_for(target, mutant.id) == reason
    ]
    assert excused, f"no mutant matches {pattern!r}: delete the excuse"


def test_published_report_is_of_these_answers():
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    assert report["problems"] == []
    made = {target: found["mutants"]["made"] for target, found in report["targets"].items()}
    now = {target: len(mutants(answer_of(target).source)) for target in TARGETS}
    assert made == now, "the solutions have changed: run `make grader-report`"
