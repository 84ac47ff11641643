"""python -m w2vlib.check."""

import json

import pytest

from w2vlib.check.__main__ import main

RIGHT = "from w2vlib import Embedding\n"


@pytest.fixture
def answer(tmp_path):
    def write(source):
        path = tmp_path / "answer.py"
        path.write_text(source, encoding="utf-8")
        return str(path)

    return write


def test_full_marks(answer, capsys):
    assert main(["04_embedding", answer(RIGHT)]) == 0
    assert "All checks pass" in capsys.readouterr().out


def test_json_has_the_promised_fields(answer, capsys):
    assert main(["04_embedding", answer(RIGHT), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report.keys() == {"exercise", "score", "max_score", "checks"}
    assert report["score"] == report["max_score"] == sum(c["points"] for c in report["checks"])
    for check in report["checks"]:
        assert check.keys() == {
            "name",
            "target",
            "points",
            "max_points",
            "passed",
            "message",
            "misconception",
        }
        assert check["passed"]


def test_syntax_error_keeps_pythons_message(answer, capsys):
    assert main(["04_embedding", answer("wirh open('x') as f:\n    pass\n")]) == 1
    printed = capsys.readouterr().out
    assert "invalid syntax" in printed
    assert "wirh open('x')" in printed
    assert "Traceback" not in printed


def test_error_after_the_definition_does_not_matter(answer):
    assert main(["04_embedding", answer(RIGHT + "1 / 0\n")]) == 0


def test_error_before_the_definition_is_shown(answer, capsys):
    assert main(["04_embedding", answer("x = nothing\n" + RIGHT)]) == 1
    printed = capsys.readouterr().out
    assert "does not define Embedding" in printed
    assert "NameError: name 'nothing' is not defined" in printed
    assert "in line 1:  x = nothing" in printed


def test_what_the_file_prints_does_not_spoil_the_json(answer, capsys):
    main(["04_embedding", answer("print('hello')\n" + RIGHT), "--json"])
    json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["99_nothing", "x.py"], "there is no exercise '99_nothing'; there are 01_fancy_indexing"),
        (["04_embedding", "no_such_file.py"], "cannot read no_such_file.py"),
    ],
)
def test_what_cannot_be_read_is_code_2(arguments, says, capsys):
    assert main(arguments) == 2
    assert says in capsys.readouterr().err
