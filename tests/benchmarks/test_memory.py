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


@linux
def test_a_second_measurement_starts_anew():
    with PeakMemory():
        np.ones(10_000_000)
    with PeakMemory() as memory:
        np.ones(1_000_000)
    assert memory.rss_mb < 40


@linux
def test_pages_of_a_mapped_file_count_too(tmp_path):
    np.save(tmp_path / "ids.npy", np.ones(10_000_000))
    with PeakMemory() as memory:
        assert np.load(tmp_path / "ids.npy", mmap_mode="r").sum() == 10_000_000
    assert memory.rss_mb > 60


def test_elsewhere_it_is_not_known(monkeypatch, tmp_path):
    monkeypatch.setattr("benchmarks.memory.STATUS", tmp_path / "status")
    monkeypatch.setattr("benchmarks.memory.CLEAR", tmp_path / "proc" / "clear_refs")
    with PeakMemory() as memory:
        pass
    assert memory.rss_mb is None
