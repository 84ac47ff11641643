import json

import pytest

from benchmarks import scaling
from benchmarks.scaling import measure_memory, measure_scaling, memory_table


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    monkeypatch.setattr(scaling, "TOKENS", [1_000, 2_000, 4_000])
    monkeypatch.setattr(scaling, "MEMORY_TOKENS", [1_000, 2_000, 4_000])
    monkeypatch.setattr(scaling, "GENSIM_TOKENS", 3_000)
    monkeypatch.setattr(scaling, "LISTS_TOKENS", 1_500)
    monkeypatch.setattr(scaling, "VECTORIZED_TOKENS", 1_500)
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
            "peak_anonymous_mb": 2.0,
            "peak_python_mb": None,
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
    result = measure_memory(tmp_path, quick=True, run=run, report=lambda line: None)
    assert {row["tokens"] for row in result["rows"]} == {1_000, 2_000}


def test_memory_is_traced_for_each_length(tmp_path):
    run = Machine()
    result = measure_memory(tmp_path, run=run, report=lambda line: None)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert all(task.trace for _, task in run.tasks)
    found = {(row["tokens"], row["contender"]) for row in result["rows"]}
    assert (1_000, "vectorized") in found
    assert (2_000, "vectorized") not in found
    assert (4_000, "gensim, 2 workers, file") in found
    assert (4_000, "gensim, 2 workers, lists") not in found
    row = result["rows"][-1]
    assert row["corpus_mb"] == 0.02
    assert row["peak_rss_mb"] == 3.0
    assert list(tmp_path.iterdir()) == []


def test_the_table_of_memory_shows_failures():
    rows = [
        {
            "tokens": 1_000,
            "contender": "ours",
            "corpus_mb": 4.0,
            "weights_mb": 1.0,
            "peak_rss_mb": 50.4,
            "peak_anonymous_mb": None,
            "peak_python_mb": 7.0,
        },
        {"tokens": 1_000, "contender": "peer", "error": "MemoryError"},
    ]
    first, second = memory_table(rows).splitlines()[1:]
    assert first.split() == ["1,000", "ours", "4.0", "1.0", "50", "–", "7"]
    assert second.endswith("failed: MemoryError")
