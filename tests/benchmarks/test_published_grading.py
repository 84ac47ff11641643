"""The instructor guide's tables say what was measured, and it is what was demanded."""

import pytest

from benchmarks.published import load_result
from benchmarks.published_grading import plan_markdown, results_markdown

RESULT = {
    "cases": {"cases": 41, "safe": 40},
    "throughput": {
        "submissions": 200,
        "ratio": 12.34,
        "scores": 500,
        "differences": [{}],
        "worker_seconds": {"a": 0.36, "b": 0.001},
    },
    "growth": {
        "sizes": [
            {
                "submissions": 1000,
                "seconds_each": 0.05,
                "command_cpu_each": 0.01,
                "command_bytes": 2e8,
                "workers_bytes": 3e8,
            }
        ],
        "regrade_submissions": 1000,
        "regrade_seconds": 6.4,
    },
    "faults": {
        "submissions": 50,
        "killed": {"times": 20, "lost": 0, "doubled": 0, "different": 0},
        "workers_killed": {
            "times": 3,
            "every_seconds": 5.0,
            "lost": 1,
            "doubled": 0,
            "different": 2,
        },
    },
}


def test_what_is_short_is_said():
    lines = results_markdown(RESULT).splitlines()[2:]
    assert [line.split(" | ")[1].strip(" |") for line in lines] == [
        "40 of 41",
        "12.3",
        "499 of 500",
        "50 ms; memory 200 MB and 300 MB for all workers",
        "0 scores lost, 0 twice there, 0 different",
        "1 scores lost, 0 twice there, 2 different",
        "6 s",
    ]


def test_more_cores_help_until_the_command_is_the_limit():
    lines = plan_markdown(RESULT, students=10_000, cores=(1, 10, 1000)).splitlines()[2:]
    # 3,600 s of work, and 100 s that the command needs for itself
    assert lines[0] == "| `a` | 1.0 | 60 min | 6 min | 2 min |"
    assert lines[1] == "| `b` | 0.0 | 2 min | 2 min | 2 min |"
    assert lines[2] == "| **all** | 1.0 | 1.0 h | 0.1 h | 0.1 h |"


@pytest.fixture(scope="module")
def committed():
    return load_result("grading")


def test_every_case_is_safe(committed):
    assert committed["cases"]["safe"] == committed["cases"]["cases"] == 41


def test_ten_times_as_fast_as_nbgrader(committed):
    assert committed["throughput"]["submissions"] == 200
    assert committed["throughput"]["ratio"] >= 10


def test_scores_are_nbgraders(committed):
    assert committed["throughput"]["differences"] == []


def test_cost_of_a_submission_and_memory_stay(committed):
    sizes = committed["growth"]["sizes"]
    assert [point["submissions"] for point in sizes] == [100, 1000, 10_000]
    for what, most in (("seconds_each", 1.15), ("command_bytes", 1.15), ("workers_bytes", 1.15)):
        assert sizes[-1][what] <= most * sizes[0][what], what


def test_nothing_is_lost_or_doubled(committed):
    faults = committed["faults"]
    assert faults["submissions"] == 500
    assert faults["killed"]["times"] == 20
    assert faults["workers_killed"]["times"] > 0
    for kind in ("killed", "workers_killed"):
        assert [faults[kind][what] for what in ("lost", "doubled", "different")] == [0, 0, 0]


def test_a_regrade_of_what_has_not_changed_takes_a_minute_at_most(committed):
    assert committed["growth"]["regrade_submissions"] == 10_000
    assert committed["growth"]["regrade_seconds"] <= 60
