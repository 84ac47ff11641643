"""nbval runs every chapter and every solution from its first cell to its last."""

import os
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = sorted((ROOT / "solutions").glob("*.md"))
CHAPTERS = [
    path
    for path in sorted((ROOT / "book").glob("*.md"))
    if path.read_text(encoding="utf-8").startswith("---\njupytext:")
]

pytestmark = pytest.mark.slow


def run_with_nbval(source, folder):
    folder.mkdir()
    notebook = folder / f"{source.stem}.ipynb"
    jupytext.write(jupytext.read(source), notebook)
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env"]
    command += [
        "--nbval-cell-timeout=300",
        "-p",
        "no:cacheprovider",
    ]
    command += ["-c", os.devnull, "--rootdir", str(folder), str(notebook)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{source.name} does not run:\n{done.stdout[-5000:]}"


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_solution_runs(solution, tmp_path):
    run_with_nbval(solution, tmp_path / "solution")


@pytest.mark.xdist_group("book")
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_chapter_runs(chapter, tmp_path, built_book):
    # chapters read what make has trained and what was measured, beside their own folder
    for name in ("_build", "benchmarks"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    run_with_nbval(chapter, tmp_path / "book")
