"""nbval runs every solution from its first cell to its last. Chapters are run by the build."""

import os
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = sorted((ROOT / "solutions").glob("*.md"))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_solution_runs(solution, tmp_path):
    notebook = tmp_path / f"{solution.stem}.ipynb"
    jupytext.write(jupytext.read(solution), notebook)
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env"]
    command += ["--nbval-cell-timeout=300", "-p", "no:cacheprovider"]
    command += ["-c", os.devnull, "--rootdir", str(tmp_path), str(notebook)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, f"{solution.name} does not run:\n{done.stdout[-5000:]}"
