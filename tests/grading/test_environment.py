"""What a grade depends on besides the submission and the course."""

import numpy as np
import pytest

from grading import environment as module
from grading.environment import BOOK_URL, environment, environment_digest


def test_it_names_what_computes():
    assert environment()["numpy"] == np.__version__
    assert environment()["python"].startswith("CPython 3.")


def test_the_digest_is_the_same_here_each_time():
    assert environment_digest() == environment_digest()


def test_the_digest_changes_with_where_links_lead_to(monkeypatch):
    monkeypatch.delenv(BOOK_URL, raising=False)
    before = environment_digest()
    monkeypatch.setenv(BOOK_URL, "https://example.org/book")
    assert environment_digest() != before


@pytest.mark.parametrize("package", ["numpy", "numba", "ipython"])
def test_the_digest_changes_with_a_package(package, monkeypatch):
    before = environment_digest()
    installed = module._versions()
    monkeypatch.setattr(module, "_versions", lambda: {**installed, package: "0.0"})
    assert environment_digest() != before
