import json

import pytest

from benchmarks.paired import (
    Contender,
    run_in_fresh_process,
    run_rounds,
    summarize,
    table,
    write_result,
)
from tests.benchmarks import fakes


def call(measure, task):
    try:
        return measure(task)
    except Exception as error:
        return {"error": str(error)}


def silent(line):
    assert isinstance(line, str)


def runs_of(**speeds):
    """Runs in turn, from the words per second of each contender; None is a failure."""
    return [
        {"contender": name, "round": number}
        | ({"error": "broken"} if speed is None else {"words_per_second": speed})
        for number, round_ in enumerate(zip(*speeds.values(), strict=True), 1)
        for name, speed in zip(speeds, round_, strict=True)
    ]


def test_contenders_take_turns():
    order = []

    def measure(task):
        order.append(task)
        return {"words_per_second": 1.0}

    contenders = [Contender(name, measure, name) for name in "ABC"]
    runs = run_rounds(contenders, 3, call, silent)
    assert "".join(order) == "ABCABCABC"
    assert [(run["contender"], run["round"]) for run in runs] == [
        (name, number) for number in (1, 2, 3) for name in "ABC"
    ]


def test_a_failure_does_not_lose_the_others_results():
    contenders = [
        Contender("good", fakes.work, 10),
        Contender("bad", fakes.raises, "x"),
        Contender("better", fakes.work, 20),
    ]
    lines = []
    runs = run_rounds(contenders, 2, call, lines.append)
    summary = summarize(runs, [("better", "good"), ("better", "bad"), ("good", ["bad", "better"])])
    assert summary["contenders"]["good"]["words_per_second"] == 10
    assert summary["contenders"]["bad"]["words_per_second"] is None
    assert summary["contenders"]["bad"]["errors"] == ["no file /some/where/x"]
    # nothing to compare with what failed; of several peers, one that worked is taken
    assert [(pair["of"], pair["to"]) for pair in summary["pairs"]] == [
        ("better", "good"),
        ("good", "better"),
    ]
    assert "bad: failed: no file" in "\n".join(lines)
    assert "failed: no file" in table(summary)


def test_the_ratio_is_the_median_of_the_ratios_of_each_round():
    # the second round is slow for both: the ratio of the medians would be 100 / 50
    runs = runs_of(a=[100, 30, 120, 90, 110], b=[50, 20, 40, 60, 55])
    (pair,) = summarize(runs, [("a", "b")])["pairs"]
    assert pair["ratio"] == 2.0
    assert pair["range"] == [1.5, 3.0]
    assert pair["rounds"] == 5

    runs = runs_of(a=[100, 90], b=[10, 30])
    assert summarize(runs, [("a", "b")])["pairs"][0]["ratio"] == 6.5  # between 10 and 3


def test_medians_and_ranges_of_words_per_second():
    found = summarize(runs_of(a=[5, 100, 7, 6, 8]))["contenders"]["a"]
    assert found["words_per_second"] == 7
    assert found["range"] == [5, 100]
    assert found["rounds"] == 5
    assert found["errors"] == []


def test_the_ratio_of_processor_time():
    runs = runs_of(a=[10, 30, 20], b=[5, 5, 5])
    for run in runs:
        run |= {"words": 100, "cpu_seconds": 2.0 if run["contender"] == "a" else 6.0}
    summary = summarize(runs, [("a", "b")])
    assert summary["pairs"][0]["cpu_ratio"] == 3.0
    assert "3 rounds; by CPU time 3.00)" in table(summary)
    assert summarize(runs_of(a=[1], b=[1]), [("a", "b")])["pairs"][0]["cpu_ratio"] is None


def test_only_rounds_in_which_both_worked_make_a_ratio():
    runs = runs_of(a=[10, None, 30], b=[5, 5, 5])
    summary = summarize(runs, [("a", "b")])
    (pair,) = summary["pairs"]
    assert (pair["ratio"], pair["rounds"]) == (4.0, 2)
    assert summary["contenders"]["a"]["rounds"] == 2
    assert summary["contenders"]["a"]["errors"] == ["broken"]
    assert "failed in some rounds: broken" in table(summary)


def test_a_peer_is_compared_at_its_faster():
    runs = runs_of(us=[30, 30, 30], lists=[10, 10, 10], file=[15, 5, 15])
    (pair,) = summarize(runs, [("us", ["lists", "file"])])["pairs"]
    assert pair["to"] == "file"


def test_warm_up_and_memory_are_reported_beside_the_speed():
    runs = runs_of(a=[1, 1, 1])
    for run, warm_up, peak in zip(runs, [3.0, 1.0, 2.0], [10.0, None, 30.0], strict=True):
        run |= {"warm_up_seconds": warm_up, "peak_rss_mb": peak}
    found = summarize(runs)["contenders"]["a"]
    assert found["warm_up_seconds"] == 2.0
    assert found["peak_rss_mb"] == 30.0


def test_names_must_differ():
    with pytest.raises(ValueError, match=r"came twice: \['A'\]"):
        run_rounds([Contender("A", fakes.work, 1)] * 2, 1, call, silent)


@pytest.mark.parametrize("rounds", [0, -1])
def test_rounds_must_be_at_least_1(rounds):
    with pytest.raises(ValueError, match="rounds must be at least 1"):
        run_rounds([Contender("A", fakes.work, 1)], rounds, call, silent)


def test_the_table_has_a_line_for_each_contender_and_pair():
    text = table(summarize(runs_of(a=[2000, 4000], b=[1000, 1000]), [("a", "b")]))
    assert "a " in text
    assert "3,000" in text
    assert "(2,000 – 4,000)" in text
    assert "a : b = 3.00 (2.00 – 4.00, 2 rounds)" in text


def test_each_run_has_a_fresh_process():
    runs = [run_in_fresh_process(fakes.not_loaded_before, None) for _ in range(2)]
    assert [run["seen"] for run in runs] == [False, False]


def test_what_happens_in_the_other_process_comes_back():
    assert run_in_fresh_process(fakes.work, 7)["words_per_second"] == 7.0
    assert run_in_fresh_process(fakes.raises, "ids") == {"error": "ValueError: no file …/ids"}
    assert "ended with code 3" in run_in_fresh_process(fakes.dies, None)["error"]


def test_a_run_that_takes_too_long_is_ended():
    assert run_in_fresh_process(fakes.hangs, None, timeout=0.5) == {
        "error": "gave no answer within 0.5 seconds"
    }


def test_a_result_is_written_as_json(tmp_path):
    path = write_result(tmp_path / "new", "speed", {"ratio": 1.5})
    assert path == tmp_path / "new" / "speed.json"
    assert json.loads(path.read_text(encoding="utf-8")) == {"ratio": 1.5}
