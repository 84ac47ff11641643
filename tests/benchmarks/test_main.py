import json

import pytest

from benchmarks import __main__ as command
from benchmarks.machine import machine_facts


@pytest.fixture
def measured(monkeypatch):
    """Replace the measurements; the list says which were asked for, and how."""
    asked = []

    def fake(name, needs_folder=True, fails=False):
        def measure(*folder, report, **options):
            assert [each.is_dir() for each in folder] == [True] * needs_folder
            asked.append((name, options))
            if fails:
                raise RuntimeError("no luck")
            return {"found": name}

        return measure

    def grading(folder, quick, report, parts=None):
        asked.append(("grading", parts))
        return {"machine": machine_facts(), **dict.fromkeys(parts or ("cases", "growth"), "new")}

    monkeypatch.setattr("benchmarks.speed.measure_speed", fake("speed"))
    monkeypatch.setattr("benchmarks.quality.measure_quality", fake("quality", fails=True))
    monkeypatch.setattr("benchmarks.scaling.measure_scaling", fake("scaling"))
    monkeypatch.setattr("benchmarks.ladder.measure_course_ladder", fake("ladder", False))
    monkeypatch.setattr("benchmarks.grading.measure_grading", grading)
    monkeypatch.setattr("benchmarks.end_to_end.measure_end_to_end", fake("end-to-end"))
    return asked


def test_one_benchmark(measured, tmp_path):
    assert command.main(["speed", "--rounds", "2", "--out", str(tmp_path)]) == 0
    assert measured == [("speed", {"quick": False, "rounds": 2})]
    assert json.loads((tmp_path / "speed.json").read_text()) == {"quick": False, "found": "speed"}


def test_all_are_run_and_a_failure_does_not_lose_the_others(measured, tmp_path, capsys):
    assert command.main(["--out", str(tmp_path)]) == 1
    assert [name for name, _ in measured] == [name for name in command.WHAT if name != "all"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "end_to_end.json",
        "grading.json",
        "ladder.json",
        "scaling.json",
        "speed.json",
    ]
    assert "quality failed: RuntimeError: no luck" in capsys.readouterr().out


def test_a_part_is_measured_anew_and_the_others_stay(measured, tmp_path, capsys):
    file = tmp_path / "grading.json"
    old = {"quick": False, "machine": machine_facts(), "cases": "old", "growth": "old"}
    file.write_text(json.dumps(old))
    asked = ["grading", "--part", "growth", "--out", str(tmp_path)]
    assert command.main(asked) == 0
    assert json.loads(file.read_text()) == {**old, "growth": "new"}
    assert measured == [("grading", ["growth"])]
    file.write_text(json.dumps({**old, "machine": {"cores": 1000}}))
    assert command.main(asked) == 1
    assert "measured on another machine" in capsys.readouterr().out
    assert json.loads(file.read_text())["growth"] == "old"


def test_quick_results_are_kept_apart(measured, tmp_path, monkeypatch):
    monkeypatch.setattr(command, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(command, "QUICK_RESULTS", tmp_path / "quick")
    assert command.main(["speed", "--quick"]) == 0
    assert command.main(["speed", "--quick", "--rounds", "3"]) == 0
    assert [options for _, options in measured] == [
        {"quick": True, "rounds": 2},
        {"quick": True, "rounds": 3},
    ]
    assert json.loads((tmp_path / "quick" / "speed.json").read_text())["quick"] is True
    assert not (tmp_path / "results").exists()
    assert command.main(["speed"]) == 0
    assert (tmp_path / "results" / "speed.json").exists()


def test_help_names_every_benchmark(capsys):
    with pytest.raises(SystemExit) as stop:
        command.main(["--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert all(name in text and what in text for name, what in command.WHAT.items())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["spead"], "invalid choice: 'spead'"),
        (["--rounds", "0"], "must be a whole number of at least 1, but '0' came"),
        (["--rounds", "two"], "must be a whole number of at least 1, but 'two' came"),
        (["speed", "--part", "growth"], "--part goes with grading, and not with --quick"),
        (["grading", "--part", "growth", "--quick"], "--part goes with grading, and not with"),
    ],
)
def test_wrong_arguments(arguments, message, capsys):
    with pytest.raises(SystemExit) as stop:
        command.main(arguments)
    assert stop.value.code == 2
    assert message in capsys.readouterr().err
