"""Judging outcomes that no drive gave: a verdict each time, no exception, and no points."""

import resource
import time

import numpy as np
import pytest

from grading.judge import Implausible, NotRun, judge, verdict
from w2vlib.check.answers import reference
from w2vlib.check.grade import cases_of
from w2vlib.drive import Opaque, Outcome, StudentError
from w2vlib.topics import EXERCISES

QUICK = [
    target
    for name, topic in EXERCISES.items()
    for target in topic.targets
    if name < "06" or name.startswith("10")
]
SLOW = [target for topic in EXERCISES.values() for target in topic.targets if target not in QUICK]
FORGED = [
    None,
    "x",
    [],
    [[None]],
    {},
    -1,
    10**30,
    float("nan"),
    Opaque("float", "1.0"),
    np.zeros((9000, 1)),
    np.zeros((1, 9000)),
    np.array("a"),
    np.full((3, 3), np.nan),
    np.array([2**62, -5]),
    [np.zeros((9000, 1)), np.zeros((1, 9000))],
]


def runs_of(target):
    student = reference(target)
    return [(check, cases, check.run(student, cases)) for check, cases in cases_of(target, 1)]


def changed(outcomes, change):
    return [Outcome(change(dict(outcome.values))) for outcome in outcomes]


@pytest.mark.parametrize(
    "target", [*QUICK, *(pytest.param(target, marks=pytest.mark.slow) for target in SLOW)]
)
def test_forged_values_never_raise(target):
    for check, cases, outcomes in runs_of(target):
        assert verdict(check, cases, outcomes) is None
        for key in outcomes[0].values:
            for forged in FORGED:
                verdict(check, cases, changed(outcomes, lambda v, k=key, f=forged: v | {k: f}))
        for forged in FORGED:
            outcome = [Outcome(dict.fromkeys(each.values, forged)) for each in outcomes]
            assert verdict(check, cases, outcome) is not None


@pytest.fixture(scope="module")
def right():
    return runs_of("Embedding")


@pytest.mark.parametrize(
    "forge",
    [
        lambda cases, outcomes: [],
        lambda cases, outcomes: outcomes[:-1],
        lambda cases, outcomes: [*outcomes, outcomes[0]],
        lambda cases, outcomes: [None] * len(cases),
        lambda cases, outcomes: [{"passed": True}] * len(cases),
        lambda cases, outcomes: [Outcome({})] * len(cases),
    ],
)
def test_another_number_or_kind_of_outcomes_gives_no_points(right, forge):
    runs = [(check, cases, forge(cases, outcomes)) for check, cases, outcomes in right]
    results, implausible = judge("Embedding", runs)
    assert [result.points for result in results] == [0] * len(runs)
    assert implausible == [check.name for check, *_ in runs]
    assert all(result.message and not result.misconception for result in results)


def test_right_outcomes_give_all_points(right):
    results, implausible = judge("Embedding", right)
    assert [result.points for result in results] == [check.points for check, *_ in right]
    assert implausible == []


def test_an_error_ends_the_outcomes(right):
    error = Outcome({}, StudentError("ValueError", "no"))
    runs = [(check, cases, [error]) for check, cases, _ in right]
    results, implausible = judge("Embedding", runs)
    assert not any(result.points for result in results)
    assert implausible == []
    assert results[0].message == "Your code stopped with ValueError: no"


def test_what_was_not_run_gives_no_points_and_says_why(right):
    runs = [*right[:3], *((check, cases, NotRun("no time")) for check, cases, _ in right[3:])]
    results, implausible = judge("Embedding", runs)
    assert [bool(result.points) for result in results] == [True] * 3 + [False] * 4
    assert results[3].message == "no time"
    assert implausible == []


def test_messages_are_not_longer_than_anyone_reads(right):
    check, cases, _ = right[0]
    outcome = Outcome({"out": "x" * 1_000_000, "shares_memory": False})
    results, _ = judge("Embedding", [(check, cases, [outcome])])
    assert 1000 < len(results[0].message) <= 10_000


def test_what_takes_long_to_judge_is_given_up(monkeypatch):
    monkeypatch.setattr("grading.judge._MOST_SECONDS", 0.5)
    monkeypatch.setattr("grading.judge._MOST_NAMING", 0.5)
    # each row of it is looked at as if it were an array of weights
    many = Outcome({"weights": np.zeros((25_000, 1))})
    runs = runs_of("CBOW")
    (place,) = (number for number, (check, *_) in enumerate(runs) if "first weights" in check.name)
    check, cases, outcomes = runs[place]
    runs[place] = check, cases, [many for _ in outcomes]
    start = time.process_time()
    results, _ = judge("CBOW", runs)
    assert time.process_time() - start < 8
    assert [bool(result.points) for result in results] == [
        each != place for each in range(len(runs))
    ]


def test_what_takes_much_memory_to_judge_is_given_up():
    runs = runs_of("UnigramSampler")
    column, row = np.zeros((100_000, 1), np.int8), np.zeros((1, 100_000), np.int8)
    for number, (check, cases, outcomes) in enumerate(runs):
        names = list(outcomes[0].values)
        forged = {name: (column, row)[place % 2] for place, name in enumerate(names)}
        runs[number] = check, cases, [Outcome(forged) for _ in outcomes]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    results, _ = judge("UnigramSampler", runs)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**21  # kB
    assert not any(result.points for result in results)
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


def test_verdicts_are_those_of_the_check_itself(right):
    for check, cases, outcomes in right:
        wrong = changed(outcomes, lambda values: values | {"out": np.zeros(3), "grads": []})
        ours, own = verdict(check, cases, wrong), check.verdict(cases, wrong)
        assert str(ours) == str(own)
        assert not isinstance(ours, Implausible)
