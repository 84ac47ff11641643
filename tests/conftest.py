"""What several test files share."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

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
