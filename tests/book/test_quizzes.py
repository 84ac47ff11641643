"""All quizzes of the book: each chapter has one, and none can be guessed from its looks."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup

from w2vlib.topics import TOPICS

CHAPTERS = [topic.name for topic in TOPICS]


@pytest.fixture(scope="module")
def questions(book):
    """Return the questions of each chapter: for each a list of (is right, text, reason)."""
    found = {}
    for name in CHAPTERS:
        page = BeautifulSoup((book / "book" / f"{name}.html").read_text("utf-8"), "html.parser")
        found[name] = [
            [
                (
                    row["data-right"] == "true",
                    row.select_one("label > span:last-child").get_text().strip(),
                    " ".join(reason.get_text().split()),
                )
                for row, reason in zip(
                    question.select(".quiz-option"), question.select(".quiz-reason"), strict=True
                )
            ]
            for question in page.select(".quiz-question")
        ]
    return found


def place_of_the_right(options):
    return next(place for place, (right, _, _) in enumerate(options) if right)


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_chapter_has_three_to_five_questions(questions, name):
    assert 3 <= len(questions[name]) <= 5


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_question_has_three_or_four_options(questions, name):
    assert {len(options) for options in questions[name]} <= {3, 4}


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_right_place_varies_within_a_chapter(questions, name):
    assert len({place_of_the_right(options) for options in questions[name]}) >= 3


def test_no_place_is_right_too_often(questions):
    places = Counter(place_of_the_right(it) for options in questions.values() for it in options)
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) < 0.4 * places.total()


@pytest.mark.parametrize("extreme", [min, max])
def test_length_does_not_tell(questions, extreme):
    told = []
    for each in questions.values():
        for options in each:
            lengths = [len(text) for _, text, _ in options]
            the_one = lengths.index(extreme(lengths))
            if lengths.count(extreme(lengths)) == 1:
                told.append(the_one == place_of_the_right(options))
    assert sum(told) < 0.5 * len(told)


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_option_is_about_the_others(questions, name):
    for options in questions[name]:
        for _, text, _ in options:
            assert "of the above" not in text.lower()
            assert "of these" not in text.lower()


@pytest.mark.parametrize("name", CHAPTERS)
def test_options_and_reasons_differ(questions, name):
    for options in questions[name]:
        for column in zip(*(option[1:] for option in options), strict=True):
            assert len(set(column)) == len(options)
