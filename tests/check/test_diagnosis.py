"""Which known mistakes explain what a student's code did, and what is worked out to tell."""

import random

import numpy as np

from w2vlib.check.catalogue import Misconception
from w2vlib.check.core import Check
from w2vlib.check.diagnosis import KnownMistake
from w2vlib.check.expect import expect
from w2vlib.drive import snapshot


def numbered(number, chance, asked):
    """Return a check that a student passes whose value at this place is 0."""

    def drive(student, case):
        asked.append(number)
        return {"value": snapshot(np.array(student[number]))}

    return Check(
        f"place {number}",
        1,
        lambda rng: [{}],
        drive,
        lambda case, came: expect(came["value"] == 0, "not 0"),
        "",
        chance=chance,
    )


def runs_of(student, checks):
    runs = []
    for check in checks:
        came = check.run(student, [{}])
        runs.append((check, [{}], came, check.verdict([{}], came)))
    return runs


def mistake_of(values):
    return KnownMistake(Misconception("a", "A", values, "It does a.", "Why?", "page#a"))


def explained_by(mistake, student):
    """Return the failed checks that a mistake explains, if they are half of those it fails."""
    failed = [number for number, value in enumerate(mistake) if value]
    hits = [number for number in failed if student[number] == mistake[number]]
    return hits if 2 * len(hits) >= len(failed) else []


def test_a_mistake_explains_what_it_does_alike_if_that_is_half_of_what_it_fails():
    rng = random.Random(0)
    for _ in range(2000):
        student, mistake = (rng.choices(range(3), k=6) for _ in range(2))
        checks = [numbered(number, rng.random() < 0.5, []) for number in range(6)]
        found = mistake_of(mistake).explained(runs_of(student, checks))
        assert sorted(found) == explained_by(mistake, student), (student, mistake)


def test_what_a_mistake_does_by_chance_is_worked_out_only_where_it_can_be_named():
    asked = []
    checks = [numbered(0, True, asked), *(numbered(number, False, asked) for number in (1, 2))]
    runs = runs_of([5, 0, 0], checks)
    asked.clear()
    # it fails two checks that the student passes: one more explains at most one of three
    assert mistake_of([5, 1, 1]).explained(runs) == []
    assert 0 not in asked
    assert mistake_of([5, 1, 0]).explained(runs) == [0]


def test_who_fails_nothing_has_nothing_worked_out():
    asked = []
    runs = runs_of([0, 0], [numbered(number, False, asked) for number in range(2)])
    asked.clear()
    assert mistake_of([1, 1]).explained(runs) == []
    assert not asked
