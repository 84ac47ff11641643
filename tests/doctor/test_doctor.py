"""python -m w2vlib doctor: what it finds, what it advises, and its exit code."""

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

import w2vlib.doctor as doctor
from w2vlib.doctor import installing, jupyter, packages, python, texts
from w2vlib.doctor.finding import Finding

ROOT = Path(__file__).resolve().parent.parent.parent


def by_name(findings):
    return {finding.what: finding for finding in findings}


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The Python of an environment with no package at all."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    return folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def run(python, *arguments, cwd=ROOT, **changed):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [python, "-m", "w2vlib", *arguments],
        cwd=cwd,
        env=environment | changed,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_all_is_well_where_the_course_is_set_up():
    done = run(sys.executable, "doctor", W2V_PTB_DIR="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All that the course needs is here." in done.stdout
    assert "WRONG" not in done.stdout
    assert re.search(r"^  ok   w2vlib +notebooks find it, in ", done.stdout, re.M)


def test_an_empty_environment_is_told_all_that_it_lacks(bare):
    done = run(bare, "doctor")
    assert done.returncode == 1
    assert done.stderr == ""
    for name in ("numpy", "scipy", "matplotlib", "tqdm", "platformdirs", "Jupyter", "w2vlib"):
        assert re.search(rf"^WRONG  {name} ", done.stdout, re.M), name
    assert re.search(r"^  --   numba ", done.stdout, re.M)
    (command,) = (line for line in done.stdout.splitlines() if "numpy>=2" in line)
    assert f"{bare} -m pip install 'numpy>=2' scipy" in command
    assert f"-e {ROOT}" in command


def test_other_commands_send_to_the_doctor(bare):
    done = run(bare, "neighbors", "you")
    assert done.returncode == 2
    assert done.stderr == "No module named 'numpy'. What to do says: python -m w2vlib doctor\n"


def test_who_uses_the_library_is_told_why_it_is_not_there(bare):
    done = subprocess.run(
        [bare, "-c", "from w2vlib import CBOW"], cwd=ROOT, capture_output=True, text=True
    )
    says = "w2vlib.CBOW cannot be had: No module named 'numpy'. What to do says: python -m w2vlib"
    assert says in done.stderr


def test_help_needs_nothing(bare):
    done = run(bare, "doctor", "--help")
    assert done.returncode == 0
    assert "Say what this computer lacks" in done.stdout


def test_it_knows_the_needs_of_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(packages.NEEDED) == sorted(project["dependencies"])
    assert list(packages.OPTIONAL) == project["optional-dependencies"]["fast"]
    needed = ".".join(str(part) for part in python.NEEDED)
    assert project["requires-python"] == f">={needed}"


@pytest.mark.parametrize(("version", "good"), [((3, 10, 14), False), ((3, 11, 0), True)])
def test_old_python(version, good):
    (finding,) = python.look_at_python(version)
    assert finding.good is good
    assert good or finding.says == "3.10.14 is too old: 3.11 or newer is needed"


# packages ---------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Make a package named ``madeup`` of a version, with a line of code."""

    def make(version, code=""):
        info = tmp_path / f"madeup-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: madeup\nVersion: {version}\n")
        (tmp_path / "madeup.py").write_text(code)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "madeup", raising=False)

    return make


@pytest.mark.parametrize(
    ("version", "requirement", "good"),
    [
        ("2.4.6", "madeup>=2", True),
        ("2.0", "madeup>=2", True),
        ("1.26.4", "madeup>=2", False),
        ("10.0", "madeup>=9.1", True),
        ("2.1rc1", "madeup>=2", True),
        ("0.1", "madeup", True),
    ],
)
def test_versions(package, version, requirement, good):
    package(version)
    finding = packages.look_at_package(requirement, "nothing", True)
    assert finding.good is good
    if not good:
        assert finding.says == "1.26.4 is too old: 2 or newer is needed (nothing)"
        assert finding.install == "madeup>=2"


def test_a_package_that_cannot_be_imported(package):
    package("3.0", "raise OSError('libmadeup.so.3 not found')")
    finding = packages.look_at_package("madeup", "nothing", True)
    assert finding.is_wrong
    assert "cannot be imported: libmadeup.so.3 not found" in finding.says


def test_without_an_optional_package_all_is_well():
    (finding,) = packages.look_at_packages({}, {"no-such-package": "speed"})
    assert not finding.good
    assert not finding.is_wrong
    assert "All that the course needs is here." in doctor.advice([finding])
    assert "pip install no-such-package" in doctor.advice([finding])


# Jupyter ----------------------------------------------------------------------------


def test_a_kernel_in_another_environment(bare, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    answer = jupyter.ask(str(bare))
    assert answer["w2vlib"] is None
    kernel = jupyter.look_at_kernel(str(bare), answer)
    assert kernel.is_wrong
    assert str(bare.parent.parent) in kernel.says
    assert "-m ipykernel install --sys-prefix" in kernel.remedy
    library = jupyter.look_at_library(answer)
    assert library.is_wrong
    assert library.install == f"-e {ROOT}"


def test_another_environment_that_has_the_library_will_do():
    kernel = jupyter.look_at_kernel("python", {"prefix": "/elsewhere", "w2vlib": "/there/w2vlib"})
    assert not kernel.good
    assert not kernel.is_wrong


def test_a_kernel_whose_python_is_gone(tmp_path, monkeypatch):
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    gone = str(tmp_path / "old" / "python")
    spec = {"argv": [gone, "-m", "ipykernel_launcher"], "display_name": "Python 3"}
    (folder / "kernel.json").write_text(json.dumps(spec | {"language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert jupyter.kernel_program() == gone
    found = by_name(jupyter.look_at_jupyter())
    assert found["kernel"].is_wrong
    assert gone in found["kernel"].says
    assert found["w2vlib"].is_wrong


def test_a_jupyter_of_another_environment_comes_first(tmp_path, monkeypatch):
    other = tmp_path / "jupyter"
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    monkeypatch.setattr(jupyter.shutil, "which", lambda name: str(other))
    found = by_name(jupyter.look_at_jupyter())["Jupyter"]
    assert not found.good
    assert not found.is_wrong
    assert found.remedy.endswith("-m jupyter lab")


# corpora and cache ------------------------------------------------------------------


def test_no_treebank_is_no_fault(monkeypatch, tmp_path):
    monkeypatch.setenv("W2V_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("W2V_PTB_DIR", raising=False)
    found = by_name(texts.look_at_texts())
    assert not found["corpora"].is_wrong
    assert "set W2V_PTB_DIR" in found["corpora"].remedy
    assert found["cache"].good


def test_a_wrong_treebank_folder_is_one(monkeypatch, tmp_path):
    monkeypatch.setenv("W2V_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("W2V_PTB_DIR", str(tmp_path))
    found = by_name(texts.look_at_texts())
    assert found["corpora"].is_wrong
    assert str(tmp_path / "ptb.train.txt") in found["corpora"].says


def test_a_cache_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    finding = texts.look_at_cache(tmp_path / "file" / "cache")
    assert not finding.good
    assert not finding.is_wrong
    assert "W2V_CACHE_DIR" in finding.remedy


# advice -----------------------------------------------------------------------------


def test_what_to_install_is_one_command():
    findings = [
        Finding("a", False, "is missing", install="a>=2"),
        Finding("b", False, "is missing", install="b"),
        Finding("c", True, "is here"),
        Finding("d", False, "is missing", needed=False, install="d"),
    ]
    said = doctor.advice(findings)
    assert said.startswith("2 things are missing or wrong.")
    commands = [line for line in said.splitlines() if "pip install" in line]
    assert [command.split(" install ")[1] for command in commands] == ["'a>=2' b", "d"]


def test_a_python_of_the_system_is_left_alone(monkeypatch):
    monkeypatch.setattr(installing, "belongs_to_system", lambda: True)
    assert installing.install(["a"]) == [
        f"{sys.executable} -m venv .venv",
        ".venv/bin/python -m pip install a",
        "and then use .venv/bin/python in the place of this one",
    ]
