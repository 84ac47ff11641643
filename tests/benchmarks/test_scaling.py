import json

import pytest

from benchmarks import scaling
from benchmarks.scaling import measure_scaling


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    monkeypatch.setattr(scaling, "TOKENS", [1_000, 2_000, 4_000])
    monkeypatch.setattr(scaling, "GENSIM_TOKENS", 3_000)
    monkeypatch.setattr(scaling, "HIDDEN_SIZES", [4, 8])
    monkeypatch.setattr(scaling, "VOCAB_SIZES", [10, 20])
    monkeypatch.setattr(scaling, "BASE_TOKENS", 1_000)
    monkeypatch.setattr(scaling, "SHORTEST_RUN", 3_000)


class Machine:
    """Takes notes instead of measuring."""

    def __init__(self):
        self.tasks = []

    def __call__(self, measure, task):
        self.tasks.append((measure.keywords["train"], task))
        return {
            "words_per_second": 1e6,
            "seconds": 1.0,
            "peak_rss_mb": 3.0,
        }


def test_every_series_has_its_points(tmp_path):
    run = Machine()
    result = measure_scaling(tmp_path, rounds=2, run=run, report=lambda line: None)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    series = result["series"]
    assert [point["tokens"] for point in series["tokens"]] == [1_000, 2_000, 4_000]
    assert [point["epochs"] for point in series["tokens"]] == [3, 1, 1]
    assert [point["hidden_size"] for point in series["hidden_size"]] == [4, 8]
    assert [point["vocab_size"] for point in series["vocab_size"]] == [10, 20]
    for points in series.values():
        for point in points:
            assert point["contenders"]["compiled, 2 threads"]["rounds"] == 2
    # the longest text is left to us
    assert "gensim, 1 worker, file" in series["tokens"][1]["contenders"]
    assert "gensim, 1 worker, file" not in series["tokens"][2]["contenders"]
    # the texts are gone: the largest would fill the disk
    assert list(tmp_path.iterdir()) == []


def test_quick_leaves_out_the_largest(tmp_path):
    run = Machine()
    result = measure_scaling(tmp_path, rounds=1, quick=True, run=run, report=lambda line: None)
    assert [len(points) for points in result["series"].values()] == [2, 1, 1]
