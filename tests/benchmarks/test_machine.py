import json
import platform

import numpy as np
import pytest

from benchmarks.machine import machine_facts, without_paths


def test_the_facts_name_no_computer_and_no_path():
    facts = machine_facts()
    text = json.dumps(facts)
    assert facts["cores"] >= 1
    assert facts["libraries"]["numpy"] == np.__version__
    assert platform.node() not in [facts["processor"], facts["system"]]
    assert set(facts) == {
        "cores",
        "processor",
        "memory_gb",
        "system",
        "python",
        "blas_threads",
        "libraries",
    }
    assert "/home" not in text
    assert "/tmp" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no file: '/home/me/a-b/ids.npy'", "no file: '…/ids.npy'"),
        (r"no file: C:\Users\me\ids.npy", "no file: …/ids.npy"),
        ("/tmp/x/y and /z", "…/y and …/z"),
        ("12 words/s, a and/or b", "12 words/s, a and/or b"),
        ("nothing here", "nothing here"),
    ],
)
def test_paths_are_shortened(text, expected):
    assert without_paths(text) == expected
