"""The command line: help, exit codes, and one sentence where something cannot be."""

import shlex
import subprocess
import sys

import pytest

from grading import __main__
from grading.__main__ import main
from grading.commands import NAMES, release
from grading.course import ROOT


def run(*arguments):
    command = [sys.executable, "-m", "grading", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_help_and_an_example(name, capsys):
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert "exit codes:" in text
    (*_, example) = (line for line in text.splitlines() if line.startswith("    python -m grading"))
    args = __main__._parser().parse_args(shlex.split(example)[3:])
    assert args.command == name


def test_the_list_says_a_sentence_of_each(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    text = " ".join(capsys.readouterr().out.split())
    for name in NAMES:
        assert f"{name} " in text
    assert "release make the student notebooks in exercises/ from solutions/ handout" in text


def test_help_comes_at_once():
    code = (
        "import sys\nfrom grading.__main__ import _parser\n_parser()\n"
        "print(sorted({'nbgrader', 'numpy', 'sqlalchemy', 'distributed'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["autograde", "--workers", "0"]])
def test_wrong_use_is_2(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_fault_is_one_sentence_on_stderr(tmp_path):
    done = run("collect", "04_embedding", str(tmp_path / "none.zip"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"python -m grading collect: There is no {tmp_path}/none.zip.\n"


FAULTS = {
    "Ctrl-C": (KeyboardInterrupt(), 130, "stopped; what was finished is kept"),
    "no rights": (PermissionError(13, "Permission denied", "/x"), 2, "Permission denied: /x"),
    "no room": (OSError(28, "No space left on device"), 2, "No space left on device"),
}


@pytest.mark.parametrize(("fault", "code", "message"), FAULTS.values(), ids=FAULTS)
def test_faults_have_their_codes(monkeypatch, capsys, fault, code, message):
    def fail(args):
        raise fault

    monkeypatch.setattr(release, "run", fail)
    assert main(["release"]) == code
    assert capsys.readouterr().err == f"python -m grading release: {message}\n"
