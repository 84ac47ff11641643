"""What students download: the notebooks as released, and a zip that is a course of its own."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile

import pytest

from grading.course import exercises
from grading.handout import ZIP, make_handout
from grading.release import release

pytestmark = pytest.mark.xdist_group("nbgrader")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    release(root)
    return root


@pytest.fixture(scope="module")
def handout(course):
    make_handout(course, course / "handout")
    return course / "handout"


def test_the_notebooks_are_those_of_the_exercises(course, handout):
    for name in exercises():
        released = (course / "exercises" / name / f"{name}.ipynb").read_bytes()
        assert (handout / f"{name}.ipynb").read_bytes() == released
        with zipfile.ZipFile(handout / ZIP) as archive:
            inside = f"word2vec_notebooks/exercises/{name}/{name}.ipynb"
            assert archive.read(inside) == released


def test_what_somebody_has_written_is_not_handed_out(course, tmp_path):
    name = exercises()[0]
    path = course / "exercises" / name / f"{name}.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("raise NotImplementedError()", "return 42"), encoding="utf-8")
    try:
        make_handout(course, tmp_path / "handout")
    finally:
        path.write_text(text, encoding="utf-8")
    assert "return 42" not in (tmp_path / "handout" / f"{name}.ipynb").read_text(encoding="utf-8")


def test_the_zip_is_the_same_bytes_each_time(course, handout, tmp_path):
    for path in (course / "_build" / "release").rglob("*.ipynb"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    make_handout(course, tmp_path / "again")
    digests = {
        hashlib.sha256((folder / ZIP).read_bytes()).hexdigest()
        for folder in (handout, tmp_path / "again")
    }
    assert len(digests) == 1


def test_what_was_there_before_is_gone(course, handout):
    (handout / "00_old.ipynb").write_text("{}")
    made = make_handout(course, handout)
    assert [path.name for path in made] == [*(f"{name}.ipynb" for name in exercises()), ZIP]


@pytest.fixture(scope="module")
def unpacked(handout, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(handout / ZIP) as archive:
        archive.extractall(folder)
    return folder / "word2vec_notebooks"


def test_links_from_the_notebooks_lead_somewhere(unpacked):
    for name in exercises():
        folder = unpacked / "exercises" / name
        notebook = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))
        link = "".join(notebook["cells"][0]["source"]).rpartition("](")[2].partition(")")[0]
        assert (folder / link).is_file(), f"{name} links to {link}"


def test_no_solution_and_no_answers_of_the_sample_class(unpacked):
    assert sorted(path.name for path in unpacked.iterdir()) == [
        "LICENSE",
        "README.md",
        "book",
        "exercises",
        "pyproject.toml",
        "w2vlib",
    ]


def test_its_doctor_says_how_to_set_up(unpacked, tmp_path):
    venv.create(tmp_path / "bare", with_pip=False)
    python = tmp_path / "bare" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python, "-m", "w2vlib", "doctor"],
        cwd=unpacked,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert f"-e {unpacked}" in done.stdout


@pytest.mark.slow
def test_what_its_readme_says_installs_the_library(unpacked, tmp_path):
    copy = tmp_path / "word2vec_notebooks"
    shutil.copytree(unpacked, copy)
    assert 'pip install jupyterlab -e ".[fast]"' in (copy / "README.md").read_text("utf-8")
    # the same without a network: what else it would install is there already
    command = "-m pip install --no-index --no-deps --no-build-isolation --target there -e .[fast]"
    done = subprocess.run(
        [sys.executable, *command.split()], cwd=copy, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
