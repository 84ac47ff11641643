import sys

import numpy as np
import pytest

from benchmarks.memory import PeakMemory

linux = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")


@linux
def test_the_peak_counts_what_was_given_back_too():
    with PeakMemory() as memory:
        block = np.ones(10_000_000)
        del block
    assert 75 < memory.rss_mb < 120
    assert memory.python_mb is None


@linux
def test_a_second_measurement_starts_anew():
    with PeakMemory():
        np.ones(10_000_000)
    with PeakMemory() as memory:
        np.ones(1_000_000)
    assert memory.rss_mb < 40


def test_traced_memory_is_numpys_too():
    with PeakMemory(trace=True) as memory:
        np.ones(5_000_000)
    assert 39 < memory.python_mb < 45


@linux
def test_pages_of_a_mapped_file_are_not_anonymous(tmp_path):
    np.save(tmp_path / "ids.npy", np.ones(10_000_000))
    with PeakMemory(trace=True) as memory:
        ids = np.load(tmp_path / "ids.npy", mmap_mode="r")
        for start in range(0, len(ids), 100_000):
            assert ids[start : start + 100_000].sum() == 100_000
    assert memory.rss_mb > 60
    assert memory.anonymous_mb < 20
    assert memory.python_mb < 10
