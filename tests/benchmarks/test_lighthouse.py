"""The measurement of the book's pages, with a Lighthouse that is made up, and its last result."""

import json

import pytest

from benchmarks import lighthouse

SCORES = {"performance": 1, "accessibility": 1, "best-practices": 1, "seo": 1}


def report(performance=1.0, **scores):
    """A report in the form of Lighthouse's own."""
    times = {name: {"numericValue": 100.12345} for name in lighthouse.TIMES}
    categories = SCORES | {"performance": performance} | scores
    return {
        "lighthouseVersion": "12.0.0",
        "userAgent": "Mozilla/5.0 HeadlessChrome/150.0.1.2 Safari/537.36",
        "categories": {name: {"score": score} for name, score in categories.items()},
        "audits": times,
    }


@pytest.fixture
def built(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "_images").mkdir()
    (tmp_path / "_images" / "large.svg").write_text("x" * 10_000)
    (tmp_path / "book" / "01_long.html").write_text("x" * 5_000)
    (tmp_path / "book" / "02_full.html").write_text(
        '<img src="../_images/large.svg" alt=""><img src="data:image/png;base64,AA" alt="">'
    )
    (tmp_path / "book" / "api.html").write_text("x" * 50_000)  # no chapter
    return tmp_path


def test_the_heaviest_chapter_counts_its_pictures(built):
    assert lighthouse.heaviest_chapter(built) == "book/02_full"


def test_the_median_round_counts(built):
    performances = iter([0.7, 0.9, 0.8] * 4)
    asked = []

    def run(address, options):
        asked.append((address, options))
        return report(next(performances))

    result = lighthouse.measure("http://here", built, run, rounds=3)
    assert list(result["pages"]) == ["index", "book/02_full"]
    assert len(asked) == 12
    assert {address for address, _ in asked} == {
        "http://here/index.html",
        "http://here/book/02_full.html",
    }
    for forms in result["pages"].values():
        assert [forms[form]["performance"] for form in ("mobile", "desktop")] == [0.8, 0.8]
        assert forms["mobile"]["first-contentful-paint"] == 100.123
    assert result["versions"] == {"lighthouse": "12.0.0", "chromium": "150.0.1.2"}


def test_what_is_too_low_is_said():
    pages = {
        "index": {
            "mobile": SCORES | {"performance": 0.9},
            "desktop": SCORES | {"performance": 0.97, "seo": 0.91},
        }
    }
    assert lighthouse.shortfalls({"pages": pages}) == [
        "index, desktop: performance is 0.97, should be 0.98 or more",
        "index, desktop: seo is 0.91, should be 1 or more",
    ]


def test_without_lighthouse_there_is_no_result(tmp_path, monkeypatch):
    program = tmp_path / "lighthouse"
    program.write_text("#!/bin/sh\necho no browser >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(lighthouse, "PROGRAM", program)
    with pytest.raises(RuntimeError, match="no report on http://here:\nno browser"):
        lighthouse.run_lighthouse("http://here", ())


def test_the_last_result_is_as_it_should_be():
    result = json.loads((lighthouse.RESULTS / "lighthouse.json").read_text(encoding="utf-8"))
    assert len(result["pages"]) == 2
    assert not lighthouse.shortfalls(result)
