import json
import subprocess
import sys

import pytest

from grading.course import ROOT
from grading.sample_class import FOLDER
from grading.sandbox.pool import Pool


@pytest.fixture(scope="session")
def run_sample_class():
    """Return a function that runs the sample class as make does, and returns what it printed."""

    def run():
        done = subprocess.run(
            [sys.executable, "-m", "grading", "sample-class"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture(scope="session")
def sample_class(run_sample_class):
    """Grade the sample class, or what has changed of it, and return its results."""
    run_sample_class()
    return json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def complaints():
    """Return a function that collects tracebacks and stderr from an executed notebook."""

    def collect(notebook):
        return [
            output.get("text") or f"{output.ename}: {output.evalue}"
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if output.output_type == "error" or output.get("name") == "stderr"
        ]

    return collect


@pytest.fixture(scope="session")
def pool():
    """Lend out a sandbox for notebooks, one at a time."""
    with Pool() as pool:
        yield pool
