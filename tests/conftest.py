"""What several test files share."""

import subprocess
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent

mpl.use("Agg")


def pytest_addoption(parser):
    parser.addoption(
        "--whole-corpus", action="store_true", help="grade all of tests/corpus in the sandbox"
    )


@pytest.fixture(autouse=True)
def _same_draws_in_any_order():
    np.random.seed(0)


@pytest.fixture(autouse=True)
def _no_figure_stays_open():
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def built_book():
    """Build the book as `make book` does, and return its folder."""
    done = subprocess.run(["make", "book"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, (
        f"`make book` failed:\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    )
    return ROOT / "_build" / "html"
