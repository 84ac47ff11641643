"""What Binder installs: files that are there, and a Python that will do."""

from pathlib import Path

from w2vlib.doctor.python import NEEDED

BINDER = Path(__file__).resolve().parent.parent / "binder"


def test_the_constraints_are_those_of_the_course():
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (constraints,) = (line.split()[1] for line in lines if line.startswith("-c "))
    assert (BINDER / constraints).resolve() == BINDER.parent / "requirements.txt"


def test_the_library_comes_with_what_makes_it_fast():
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert ".[fast]" in lines  # Binder runs pip in the repository's root


def test_python_will_do():
    name, version = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().split("-")
    assert name == "python"
    assert tuple(int(part) for part in version.split(".")) >= NEEDED
