import importlib.util
import json
import sys
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from benchmarks import ladder
from benchmarks.ladder import (
    PEER,
    Rung,
    draw_ladder,
    ladder_table,
    measure_course_ladder,
    measure_ladder,
)
from w2vlib import toy_treebank

SIZES = {"hidden_size": 8, "window_size": 2, "sample_size": 2}


@pytest.fixture(scope="module")
def corpus():
    return toy_treebank.load_data("valid")[0]


@pytest.fixture
def engines(monkeypatch):
    """Engines of known speed, and a list of what was asked of them."""
    asked = []
    speed = {"vectorized": 100.0, "compiled": 1_000.0}

    def train_cbow(corpus, V, H, w, K, *, epochs, engine, threads, batch_size, seed, progress):
        asked.append((engine, threads, batch_size, len(corpus) * epochs))
        words = len(corpus) * epochs
        seconds = words / (speed[engine] * threads * (2 if batch_size is None else 1))
        return SimpleNamespace(engine=engine, words=words, seconds=seconds)

    monkeypatch.setattr("w2vlib.fast.train_cbow", train_cbow, raising=False)
    return asked


def fake_rungs(monkeypatch, speeds, order=None):
    """Rungs that do nothing, at speeds that differ from round to round."""

    def rung(name, each):
        speeds = iter([each[0], each[0], *each])  # two runs to warm up come first

        def run(words):
            if order is not None:
                order.append(name)
            speed = next(speeds)
            return words, words / speed if words else 0.0

        return lambda work: run

    monkeypatch.setattr(ladder, "RUNGS", {name: rung(name, each) for name, each in speeds.items()})
    # one run to warm up and one to measure are enough: speeds are below 200 words per second
    monkeypatch.setattr(ladder, "FIRST_RUN", 200)


def test_rungs_take_turns_and_medians_are_compared_with_the_first(monkeypatch, corpus):
    order = []
    fake_rungs(monkeypatch, {"a": [10, 30, 20], "b": [60, 10, 80], "c": [100, 100, 90]}, order)
    rows = measure_ladder(corpus, 700, seconds=1, rounds=3)
    assert rows == [Rung("a", 20, 1), Rung("b", 60, 3), Rung("c", 100, 5)]
    assert order == ["a"] * 2 + ["b"] * 2 + ["c"] * 2 + ["a", "b", "c"] * 3


def test_a_run_takes_about_as_long_as_asked():
    asked = []

    def run(words):
        asked.append(words)
        return words, words / 1_000_000

    assert ladder._calibrate(run, seconds=0.5) == 500_000
    assert asked[:3] == [200, 200, 800]
    assert max(asked) < 500_000


def test_every_rung_of_ours_runs(corpus, engines):
    notes = []
    rows = measure_ladder(corpus, 700, **SIZES, seconds=0.05, rounds=2, report=notes.append)
    names = [row.name for row in rows]
    compiled = ["compiled, 1 thread", "compiled, 2 threads"]
    if importlib.util.find_spec("numba") is None:
        compiled = []
        assert "Left out: compiled, 1 thread. Numba is not installed." in notes
    expected = ["layers", "a sampler without a loop", "sparse updates", "larger batches"]
    assert [name for name in names if name != PEER] == expected + compiled
    assert rows[0].ratio == 1
    assert all(row.words_per_second > 0 for row in rows)
    assert {("vectorized", 1, 100), ("vectorized", 1, None)} <= {each[:3] for each in engines}
    json.dumps([row._asdict() for row in rows], allow_nan=False)


def test_without_numba_and_gensim_there_is_a_note(corpus, engines, monkeypatch):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "numba" else find_spec(name)
    )
    monkeypatch.setitem(sys.modules, "gensim.models", None)
    monkeypatch.setattr(ladder, "_calibrate", lambda run, seconds: run(200) and 200)
    notes = []
    rows = measure_ladder(corpus, 700, **SIZES, seconds=0.05, rounds=1, report=notes.append)
    assert [row.name for row in rows][-1] == "larger batches"
    assert [note.split(".")[0] for note in notes] == [
        "Left out: compiled, 1 thread",
        "Left out: compiled, 2 threads",
        f"Left out: {PEER}",
    ]


def test_an_engine_that_takes_over_is_not_shown_in_the_others_name(corpus, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: "here")
    monkeypatch.setattr(
        "w2vlib.fast.train_cbow",
        lambda *_, **__: SimpleNamespace(engine="vectorized"),
        raising=False,
    )
    run = ladder._engine(ladder._Work(corpus, 700, 8, 2, 2, 0), "compiled")
    with pytest.raises(ladder._LeftOut, match="The engine vectorized ran in its place"):
        run(100)


def test_the_layered_rungs_count_what_they_did(corpus):
    work = ladder._Work(corpus, 700, 8, 2, 2, 0)
    for run in (ladder._layers(work), ladder._layers(work, batch_sampler=True)):
        assert [run(words)[0] for words in (200, 50, 350)] == [200, 100, 300]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rounds": 0}, "rounds must be at least 1"),
        ({"seconds": 0}, "seconds must be above 0, but 0 came"),
        ({"corpus": np.arange(150)}, "corpus must have at least 200 words, but 150 came"),
    ],
)
def test_what_cannot_be_measured(corpus, given, message):
    with pytest.raises(ValueError, match=message):
        measure_ladder(**{"corpus": corpus, "vocab_size": 700} | given)


def test_the_picture(corpus):
    rows = [
        Rung("a", 3e3, 1.0),
        Rung("b", 3e5, 100.0),
        Rung("c", 4e6, 1333.3),
        Rung(PEER, 1e6, 333),
    ]
    ax = draw_ladder(rows)
    assert ax.get_xscale() == "log"
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "c"]
    climb, line = ax.lines
    assert climb.get_xdata().tolist() == [3e3, 3e5, 4e6]
    assert list(line.get_xdata()) == [1e6, 1e6]
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["3,000 (1.0×)", "300,000 (100×)", "4,000,000 (1,300×)", f"{PEER}: 1,000,000"]
    ax.figure.draw_without_rendering()
    # every label is within the picture, and none covers another
    boxes = [text.get_window_extent() for text in ax.texts]
    assert all(ax.figure.bbox.x0 <= box.x0 and box.x1 <= ax.figure.bbox.x1 for box in boxes)
    assert all(box.y1 <= ax.figure.bbox.y1 for box in boxes)
    assert not [(a, b) for a in range(4) for b in range(a) if boxes[a].overlaps(boxes[b])]
    plt.close(ax.figure)


def test_the_picture_on_given_axes_without_a_peer():
    fig, ax = plt.subplots()
    assert draw_ladder([("a", 3e3, 1.0)], ax) is ax
    assert len(ax.lines) == 1
    plt.close(fig)
    with pytest.raises(ValueError, match="at least one rung"):
        draw_ladder([Rung(PEER, 1e6, 1.0)])


def test_the_table_has_a_line_for_each_rung():
    lines = ladder_table([Rung("layers", 3123.4, 1.0), Rung("b", 312345.6, 100.0)]).splitlines()
    assert lines[0].split() == ["layers", "3,100", "words/s", "1.0×"]
    assert lines[1].split() == ["b", "310,000", "words/s", "100×"]


def test_the_result_to_write(monkeypatch):
    fake_rungs(monkeypatch, {"a": [10, 10], "b": [20, 20]})
    corpus = toy_treebank.load_data("valid")
    monkeypatch.setattr(ladder, "load_corpus", lambda name: (*corpus, "tiny"))
    result = measure_course_ladder(rounds=2, report=lambda line: None)
    assert json.loads(json.dumps(result)) == result
    assert result["rungs"][1] == {"name": "b", "words_per_second": 20, "ratio": 2}
    assert result["corpus"]["title"] == "tiny"
    assert result["notes"] == []


def test_what_make_has_measured_is_not_measured_again(monkeypatch, tmp_path):
    measured = tmp_path / "ladder.json"
    measured.write_text('{"rungs": []}', encoding="utf-8")
    assert ladder.course_ladder(measured) == {"rungs": []}
    measured.unlink()
    fake_rungs(monkeypatch, {"a": [10, 10, 10], "b": [20, 20, 20]})
    corpus = toy_treebank.load_data("valid")
    monkeypatch.setattr(ladder, "load_corpus", lambda name: (*corpus, "tiny"))
    result = ladder.course_ladder(measured)
    assert (result["rounds"], result["rungs"][1]["ratio"]) == (3, 2)
    assert not measured.exists()


def test_every_rung_has_its_story():
    assert list(ladder.STORY) == list(ladder.RUNGS)
    assert all(changed for changed, _ in ladder.STORY.values())
    assert [name for name, (_, slow) in ladder.STORY.items() if not slow] == [PEER]


RESULT = {
    "rungs": [
        {"name": "layers", "words_per_second": 5123.4, "ratio": 1.0},
        {"name": PEER, "words_per_second": 1e6, "ratio": 195.2},
    ],
    "corpus": {"title": "tiny"},
}


def test_data_for_the_picture():
    data = json.loads(ladder.picture_data(RESULT))
    assert data["peer"] == PEER
    assert data["title"] == "tiny"
    assert data["epoch"] == 929_589
    changed, slow = ladder.STORY["layers"]
    assert data["rungs"][0] == RESULT["rungs"][0] | {"changed": changed, "slow": slow}


def test_the_ladder_in_markdown():
    lines = ladder.ladder_markdown(RESULT).splitlines()
    assert len(lines) == 4
    assert lines[2] == f"| layers | 5,100 | 1.0 | {ladder.STORY['layers'][0]} |"
    assert lines[3].startswith(f"| {PEER} | 1,000,000 | 200 |")
