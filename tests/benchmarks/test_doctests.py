import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["ladder", "machine", "memory", "paired", "published", "quality"])
def test_examples_in_docstrings(name):
    failed, tried = doctest.testmod(importlib.import_module(f"benchmarks.{name}"))
    assert tried
    assert not failed
