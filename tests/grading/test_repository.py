"""The cell that gets w2vlib from the course's repository: where it acts, and where it must not."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading import autograde
from grading.course import ROOT
from grading.release import release
from grading.repository import Repository, add_setup_cell, course_repository
from grading.sample_class import solution_of
from w2vlib.check.registry import points_of

NOWHERE = Repository("http://127.0.0.1:9/no-test-may-leave-this-computer", "main")
IMPORT = "import w2vlib\nprint(w2vlib.__path__[0])"


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ('""', None),
        ("https://example.org/me/course/", Repository("https://example.org/me/course", "term-1")),
    ],
)
def test_config_names_it(tmp_path, url, repository):
    (tmp_path / "_config.yml").write_text(f"repository: {{url: {url}, branch: term-1}}")
    assert course_repository(tmp_path) == repository


def notebook_with_setup(repository):
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), new_code_cell(IMPORT)])
    add_setup_cell(notebook, repository)
    return notebook


def test_the_cell_stands_before_the_first_code_and_not_in_the_book():
    notebook = notebook_with_setup(NOWHERE)
    nbformat.validate(notebook)
    assert [cell.cell_type for cell in notebook.cells] == ["markdown", "code", "code"]
    assert f"git+{NOWHERE.url}@main" in notebook.cells[1].source
    assert notebook.cells[1].metadata.tags == ["remove-cell"]


@pytest.mark.slow
def test_it_does_nothing_where_the_library_is():
    notebook = notebook_with_setup(NOWHERE)
    NotebookClient(notebook, timeout=60).execute()
    assert notebook.cells[1].outputs == []
    assert notebook.cells[2].outputs[0].text.rstrip().endswith("w2vlib")


@pytest.fixture
def elsewhere(tmp_path):
    """A Python that has every package but w2vlib, and may install it: as on Colab."""
    folder = tmp_path / "elsewhere"
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    ours = sysconfig.get_path("purelib")
    theirs = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    # packages that lie in our folder are found, but not ours, which a hook there finds
    with open(os.path.join(theirs, "theirs.pth"), "w") as file:
        file.write(ours)
    return python


@pytest.fixture
def published(tmp_path):
    """The course as a repository that can be cloned without a network."""
    folder = tmp_path / "published"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "w2vlib", folder / "w2vlib", ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *command], check=True)
    return Repository(folder.as_uri(), "main")


@pytest.mark.slow
def test_it_installs_the_library_where_there_is_none(elsewhere, published, tmp_path):
    notebook = notebook_with_setup(published)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    script = tmp_path / "notebook.ipy"
    script.write_text("\n".join(code), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    # no network here: what builds the library and what it needs is there
    environment |= {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    done = subprocess.run(
        [elsewhere, "-m", "IPython", "--no-banner", str(script)],
        cwd=tmp_path,
        env=environment | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(elsewhere.parent.parent) in done.stdout.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.xdist_group("nbgrader")
def test_it_changes_no_score(tmp_path, monkeypatch):
    monkeypatch.setattr("grading.release.course_repository", lambda: NOWHERE)
    exercise = "04_embedding"
    release(tmp_path, [exercise])
    notebook = autograde.released(tmp_path, exercise)
    assert [cell.id for cell in notebook.cells].count("setup") == 1
    autograde.fill(notebook, solution_of(tmp_path, exercise))
    autograde.hand_in(tmp_path, "ada", exercise, notebook)
    autograde.autograde(tmp_path, [("ada", exercise)])
    scores = autograde.scores(tmp_path, exercise)["ada"]
    assert scores["check_embedding"] == points_of("Embedding")
