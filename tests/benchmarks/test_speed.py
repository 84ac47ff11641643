import json

import pytest

from benchmarks import speed
from benchmarks.speed import measure_speed
from w2vlib import toy_treebank

SPEEDS = {"layers": 5e3, "vectorized": 2e5, "compiled": 2e6, "gensim": 1e6, "fastText": 1e6}


@pytest.fixture
def result(tmp_path, monkeypatch):
    corpus, *words = toy_treebank.load_data("valid")
    monkeypatch.setattr("benchmarks.corpora.load_corpus", lambda name: (corpus, *words, "tiny"))
    done = []

    def run(measure, task):
        train = measure.keywords["train"]
        kind = train.keywords.get("engine") or train.func.__name__.removeprefix("train_")
        name = {"gensim": "gensim", "fasttext": "fastText"}.get(kind, kind)
        done.append((name, task, train.keywords))
        if kind == "fasttext":
            return {"error": "ImportError: not here"}
        return {
            "words_per_second": SPEEDS[name],
            "seconds": 1.0,
            "warm_up_seconds": 0.5,
            "peak_rss_mb": 10.0,
        }

    found = measure_speed(tmp_path, rounds=2, run=run, report=lambda line: None)
    assert str(tmp_path) not in json.dumps(found)
    return found, done


def test_the_json_has_all_that_was_measured(result):
    found, _ = result
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["corpus"]["title"] == "tiny"
    assert found["corpus"]["tokens"] == 10_000
    assert found["machine"]["cores"] >= 1
    assert found["rounds"] == 2
    for policy in found["policies"].values():
        assert set(policy) == {"settings", "contenders", "pairs", "runs"}
        for contender in policy["contenders"].values():
            assert set(contender) == {
                "rounds",
                "words_per_second",
                "range",
                "seconds",
                "warm_up_seconds",
                "peak_rss_mb",
                "errors",
            }
        ratios = {(pair["of"], pair["to"]): pair["ratio"] for pair in policy["pairs"]}
        assert ratios["compiled, 1 thread", "gensim, 1 worker, lists"] == 2.0
        assert ratios["compiled, 1 thread", "vectorized"] == 10.0


def test_the_compiled_engine_and_gensim_do_equal_work(result):
    _, done = result
    for policy in [(False, 0.0), (True, 0.0), (True, 1e-3)]:
        tasks = {
            task
            for name, task, _ in done
            if name in ("compiled", "gensim") and (task.dynamic_window, task.subsample) == policy
        }
        assert len(tasks) == 1
        (task,) = tasks
        assert (task.hidden_size, task.window_size, task.sample_size) == (100, 5, 5)
        assert task.words is None


def test_a_peer_that_cannot_be_imported_is_named_as_failed(result):
    found, _ = result
    policy = found["policies"]["dynamic windows"]
    assert policy["contenders"]["fastText, 1 thread, whole"]["errors"] == ["ImportError: not here"]
    assert not [pair for pair in policy["pairs"] if "fastText" in pair["to"]]


def test_fasttext_only_runs_where_windows_shrink(result):
    _, done = result
    assert {task.dynamic_window for name, task, _ in done if name == "fastText"} == {True}


def test_pairs_name_contenders_that_exist(result):
    found, _ = result
    names = {name for policy in found["policies"].values() for name in policy["contenders"]}
    for of, to in speed.PAIRS:
        assert of in names
        assert {to} if isinstance(to, str) else set(to) <= names
