"""What is handed in to forge marks, or to take the grader down: run for real, in the sandbox."""

from pathlib import Path

import pytest

from grading.grade import grade_notebook
from grading.sandbox.pool import Pool
from tests.grading.cases import NAMES, Case, Ran, all_cases, covered, run_case, safe_numbers
from tests.grading.corpus import CORPUS
from tests.grading.submissions import RIGHT, filled, released

pytestmark = pytest.mark.xdist_group("sandbox")


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_case(case, pool):
    ran = run_case(case, pool)
    assert (ran.score, ran.statuses, ran.problem) == (case.score, case.statuses, "")
    assert ran.safe


#: Attacks that leave something behind, if anything does
ATTACKERS = (
    "changed_inputs",
    "closed_descriptors",
    "comets",
    "daemon",
    "filling_the_disk",
    "flood_against_the_clock",
    "memory_in_two_processes",
    "patched_asserts",
    "run_cell_replaced",
    "signals",
    "transformers",
)


def test_neighbours_get_what_they_get_alone():
    cases = {case.name: case for case in all_cases()}
    with Pool() as pool:
        alone = neighbours(pool)
    with Pool() as pool:
        for name in ATTACKERS:
            cases[name].run(pool)
            assert neighbours(pool) == alone, name
    assert [set(scores.values()) for _, scores, *_ in alone] == [{10}, {7}, {0}]


def neighbours(pool):
    """Return all that comes of a right, a half right and an empty notebook, with one seed."""
    half = (CORPUS / "04_embedding" / "overwrites_repeated_ids.py").read_text(encoding="utf-8")
    found = []
    exercise = released("04_embedding")
    for answer in (RIGHT, half, None):
        cells = [("embedding", answer)] if answer else []
        graded = grade_notebook(exercise, filled(exercise, cells), pool, seed=5)
        messages = [
            each.message for (report,) in graded.reports.values() for each in report.results
        ]
        found.append((answer, graded.scores, graded.flags, messages, graded.outputs))
    return found


def test_every_case_has_a_test():
    missing = NAMES.keys() - covered(Path(__file__).parent)
    assert not missing, [NAMES[number] for number in sorted(missing)]


def test_a_number_is_safe_if_all_its_cases_are():
    one, other = Case((1, 2), "one", 0, [], None), Case((2, 3), "other", 10, [], None)
    assert safe_numbers([Ran(one, 0, [], "")]) == {1, 2}
    for unsafe in (Ran(other, 0, [], ""), Ran(other, 10, ["died"], ""), Ran(other, 10, [], "no")):
        assert safe_numbers([Ran(one, 0, [], ""), unsafe]) == {1}


def test_cases_are_told_apart():
    cases = all_cases()
    assert len({case.name for case in cases}) == len(cases)
    assert {number for case in cases for number in case.numbers} <= NAMES.keys()
