"""The book's tables say what the committed results say."""

import json

import matplotlib.pyplot as plt
import pytest

from benchmarks import published


@pytest.mark.parametrize("name", ["speed", "quality", "scaling", "end_to_end"])
def test_committed_results_are_not_of_a_quick_run(name):
    assert published.load_result(name)["machine"]["cores"] == 2


def test_quick_runs_are_not_quoted(tmp_path):
    (tmp_path / "speed.json").write_text(json.dumps({"quick": True}))
    with pytest.raises(ValueError, match=r"speed\.json is of a quick run"):
        published.load_result("speed", tmp_path)


def test_a_pair_that_one_policy_lacks_leaves_a_gap():
    pair = {"of": "ours", "to": "gensim, 1 worker, lists", "ratio": 4.4, "range": [4.0, 5.0]}
    other = pair | {"to": "gensim, 1 worker, file", "ratio": None}
    speed = {
        "policies": {"whole": {"pairs": [pair]}, "thin": {"pairs": [other]}, "no": {"pairs": []}}
    }
    assert published.speed_markdown(speed).splitlines() == [
        "| times as fast | whole | thin | no |",
        "|---|---|---|---|",
        "| ours : gensim, 1 worker | **4.4** (4.0 – 5.0) | – | – |",
    ]


def test_quality_has_a_row_for_each_policy_and_contender():
    scores = {"wordsim353": {"median": 0.25}, "simlex999": {"median": 0.1}}
    scores["analogies"] = {"median": 0.051}
    contenders = {"ours": scores, "not installed": {"seeds": 0}}
    table = published.quality_markdown({"policies": {"10 epochs": {"contenders": contenders}}})
    assert table.splitlines()[2:] == ["| 10 epochs | ours | 0.250 | 0.100 | 5.1% |"]


def test_memory_leaves_out_what_was_not_measured():
    contenders = {"ours": {"peak_rss_mb": 15.94}, "not installed": {"peak_rss_mb": None}}
    point = {"tokens": 10**6, "vocab_size": 5_000, "hidden_size": 100, "contenders": contenders}
    larger = point | {"vocab_size": 50_000}
    scaling = {"series": {"tokens": [point], "vocab_size": [larger]}}
    assert published.memory_markdown(scaling).splitlines()[2:] == [
        "| 1,000,000 | 5,000 | 8.0 MB | ours | 15.9 MB |",
        "| 1,000,000 | 50,000 | 44.0 MB | ours | 15.9 MB |",
    ]


def test_growth_draws_each_point_and_the_faster_gensim():
    def point(series, x):
        contenders = {
            "compiled, 1 thread": {"words_per_second": 5e6},
            "compiled, 2 threads": {"words_per_second": 9e6},
            "gensim, 2 workers, lists": {"words_per_second": 2e6},
            "gensim, 2 workers, file": {"words_per_second": 3e6},
        }
        return {series: x, "contenders": contenders}

    scaling = {"series": {name: [point(name, 10), point(name, 100)] for name in published.GROWTH}}
    figure, axes = plt.subplots(1, 3)
    published.draw_growth(scaling, axes)
    for ax in axes:
        lines = {line.get_label(): line.get_xydata().tolist() for line in ax.lines}
        assert lines == {
            "compiled, 1 thread": [[10, 5], [100, 5]],
            "compiled, 2 threads": [[10, 9], [100, 9]],
            "gensim, 2 workers": [[10, 3], [100, 3]],
        }
    plt.close(figure)
