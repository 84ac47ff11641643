import json
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import quality
from benchmarks.quality import measure_quality, quality_table, summarize_quality
from w2vlib import toy_treebank


def run_of(contender, seed, **scores):
    run = {"contender": contender, "seed": seed}
    for metric, score in scores.items():
        run |= {metric: score, f"{metric}_used": 5, f"{metric}_given": 6}
    return run


def test_medians_and_ranges_over_the_seeds():
    runs = [run_of("a", seed, simlex999=score) for seed, score in enumerate([0.3, 0.1, 0.2])]
    runs += [{"contender": "b", "seed": 0, "error": "broken"}, run_of("b", 1, simlex999=0.4)]
    found = summarize_quality(runs)
    assert found["a"]["simlex999"] == {"median": 0.2, "range": [0.1, 0.3], "used": 5, "given": 6}
    assert found["a"]["seeds"] == 3
    assert found["b"]["seeds"] == 1
    assert found["b"]["errors"] == ["broken"]
    text = quality_table(found)
    assert "0.200 (0.100 – 0.300)" in text
    assert "failed: broken" in text
    assert "SimLex-999: 5 of 6" in text


def test_a_score_that_is_not_defined_is_left_out():
    found = summarize_quality([run_of("a", 0, simlex999=None, analogies=0.5)])
    assert "simlex999" not in found["a"]
    assert found["a"]["analogies"]["median"] == 0.5
    assert "–" in quality_table(found)


def test_vectors_are_evaluated_with_the_words_of_the_corpus(monkeypatch):
    seen = {}

    def evaluate(word_vecs, word_to_id):
        seen.update(word_vecs=word_vecs, word_to_id=word_to_id)
        counts = {"used": 2, "given": 3}
        return EvaluationLike(
            wordsim353=SimpleNamespace(spearman=0.25, **counts),
            simlex999=SimpleNamespace(spearman=float("nan"), **counts),
            analogies=SimpleNamespace(accuracy=0.5, **counts),
        )

    monkeypatch.setattr("w2vlib.evaluation.evaluate", evaluate)
    monkeypatch.setattr(quality, "load_corpus", lambda name: (None, {"a": 0}, {0: "a"}, "tiny"))
    vectors = np.ones((1, 2))
    result = quality.train_and_evaluate(None, lambda task: ({"words_per_second": 1.0}, vectors))
    assert seen["word_vecs"] is vectors
    assert seen["word_to_id"] == {"a": 0}
    assert result["wordsim353"] == 0.25
    assert result["simlex999"] is None
    assert result["analogies_used"] == 2
    assert json.loads(json.dumps(result, allow_nan=False)) == result


class EvaluationLike(SimpleNamespace):
    def __getitem__(self, name):
        return getattr(self, name)


@pytest.fixture
def small_corpus(monkeypatch):
    corpus, *words = toy_treebank.load_data("valid")
    monkeypatch.setattr("benchmarks.corpora.load_corpus", lambda name: (corpus, *words, "tiny"))


def test_each_policy_trains_every_contender_with_every_seed(tmp_path, small_corpus):
    tasks = []

    def run(measure, task):
        tasks.append((measure.keywords["train"].keywords, task))
        return {"words_per_second": 1.0, "wordsim353": 0.1 * task.seed} | {
            "wordsim353_used": 1,
            "wordsim353_given": 1,
        }

    result = measure_quality(tmp_path, rounds=3, run=run, report=lambda line: None)
    assert len(result["policies"]) == 4
    settings = [policy["settings"] for policy in result["policies"].values()]
    assert [(each["epochs"], each["subsample"], each["dynamic_window"]) for each in settings] == [
        (10, 0.0, False),
        (10, 0.0, True),
        (30, 1e-3, False),
        (30, 1e-3, True),
    ]
    # contenders take turns: all of them with one seed, then all with the next
    assert [task.seed for _, task in tasks[:15]] == [0] * 5 + [1] * 5 + [2] * 5
    assert {keywords.get("engine") for keywords, _ in tasks[5 * 3 :]} == {"compiled", None}
    first = next(iter(result["policies"].values()))["contenders"]["gensim, 1 worker"]
    assert first["wordsim353"]["median"] == 0.1
    json.dumps(result, allow_nan=False)
    assert str(tmp_path) not in json.dumps(result)
