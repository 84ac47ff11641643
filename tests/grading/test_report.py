"""What the class report says of a class that is known."""

import json

import pytest
from bs4 import BeautifulSoup

from grading.course import ROOT
from grading.exercise import Exercise
from grading.gradebook import Entry
from grading.reading import read_submission
from grading.report import MOST, class_report
from grading.results import CheckOutcome, Result, result_of
from grading.status import Flag, Status
from tests.grading.small_class import MISTAKE, small_class
from tests.grading.stand_in import graded_as
from w2vlib.check.catalogue import catalogue

KNOWN = [entry for entries in catalogue().values() for entry in entries]
DOES = {entry.id: entry.does for entry in KNOWN}


@pytest.fixture(scope="module")
def soup():
    return BeautifulSoup(small_class().page, "html.parser")


def lines(soup, heading):
    """Return the table in the section under a heading, as lists of texts."""
    section = soup.find(id=heading).parent
    return [
        [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]
        for row in section.select("tbody tr")
    ]


def test_flagged_submissions_come_urgent_first_and_in_words(soup):
    first, second = lines(soup, "look")
    assert first == [
        "student3",
        "04_embedding",
        f"Look: {Status.UNREADABLE.meaning}. {Status.RENAMED.meaning}.",
    ]
    assert second[2] == f"{Status.RENAMED.meaning}."


def test_scores_are_counted(soup):
    distribution, exercise = lines(soup, "scores")
    assert distribution == ["Students", "0", "0", "2", "0", "0", "4", "0", "0", "0", "4"]
    assert exercise == ["04_embedding", "10", "5", "10", "40 %"]


def test_mistakes_are_named_with_the_books_section(soup):
    section = next(entry.section for entry in KNOWN if entry.id == MISTAKE)
    assert lines(soup, "mistakes") == [["6", "Embedding", DOES[MISTAKE], section]]


def test_mistakes_link_to_the_book_on_its_site(monkeypatch):
    monkeypatch.setenv("W2V_BOOK_URL", "https://example.org/course")
    soup = BeautifulSoup(small_class().page, "html.parser")
    (link,) = soup.find(id="mistakes").parent.find_all("a")
    assert link["href"].startswith("https://example.org/course/book/04_embedding.html#")


def test_checks_have_rates_and_correlations(soup):
    assert lines(soup, "checks") == [
        ["shapes", "Embedding", "100 %", "–"],
        ["small numbers", "Embedding", "80 %", "+0.41"],
        ["repeated ids", "Embedding", "40 %", "+0.41"],
    ]


def test_time_is_told(soup):
    assert lines(soup, "time") == [["04_embedding", "0.95", "1.40"]]


def test_similar_answers_are_called_similar(soup):
    assert [row[:3] for row in lines(soup, "similar")] == [
        ["04_embedding", "student0, student1", "100 %"]
    ]
    text = soup.get_text().lower()
    assert not any(word in text for word in ("cheat", "plagia", "copied from", "suspect"))


def test_it_needs_no_other_file(soup):
    addresses = [each["src"] for each in soup.select("[src]")]
    addresses += [each["href"] for each in soup.select("[href]")]
    assert all(address.startswith(("#", "data:image/svg+xml;base64,")) for address in addresses)
    assert not soup.find("script")


def test_every_picture_has_words(soup):
    assert all(len(picture["alt"]) > 20 for picture in soup.find_all("img"))
    assert len(soup.find_all("img")) == 4


def test_the_same_results_give_the_same_page():
    backwards = list(reversed(small_class().results))
    assert class_report(backwards, title="Class <b>report</b>") == small_class().page


def test_a_class_without_results_has_a_page():
    soup = BeautifulSoup(class_report([]), "html.parser")
    assert soup.get_text().count("Nothing is graded yet.") == 3


def test_long_tables_are_cut_and_counted():
    results = [
        Result(f"s{number:04}", "04_embedding", (), 1.0, (("timeout", ""),))
        for number in range(MOST + 7)
    ]
    soup = BeautifulSoup(class_report(results), "html.parser")
    assert len(lines(soup, "look")) == MOST
    assert "And 7 more." in soup.get_text()


def test_a_result_is_made_from_an_entry_and_survives_json():
    exercise = Exercise.read(ROOT / "exercises" / "04_embedding" / "04_embedding.ipynb")
    answered = exercise.source.replace("raise NotImplementedError()", "return 1").encode("utf-16")
    graded = graded_as("check_embedding", "Embedding", MISTAKE)
    graded.flags.append(Flag(Status.TIMEOUT, 3))
    result = result_of(Entry("ada", read_submission(answered, exercise), graded))
    assert result.points == graded.scores["check_embedding"]
    assert result.max_points == 10
    assert {check.misconception for check in result.checks if not check.passed} == {MISTAKE}
    assert result.flags == (("encoding", "utf-16"), ("timeout", ""))
    assert len(result.code) == 1
    assert Result.from_dict(json.loads(json.dumps(result.as_dict()))) == result


def test_a_check_outcome_passes_with_all_its_points():
    assert CheckOutcome("f", "a", 2, 2).passed
    assert not CheckOutcome("f", "a", 1.5, 2).passed
