"""The directive `quiz`: what it makes of a list of questions, and what it refuses."""

import io
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

BOOK = Path(__file__).resolve().parents[2] / "book"

SOUND = """\
1. What is `W[3]`'s shape?

   - [ ] (7,)
     > That is a column.
   - [x] (3,), or $(H,)$

     ```python
     assert W[3].shape == (3,)
     ```
     > One axis is gone.
     >
     > Only rows are left.

2. And here?

   ```python
   W[[3]]
   ```

   - [x] (1, 3)
     > ```python
     > W[[3]].shape
     > ```
   - [ ] (3,)
     > A list of ids keeps its axis.
   - [ ] ()
     > No.
"""

# as in the book's own layout
LAYOUT = '{% extends "!layout.html" %}{% block extrahead %}{{ site_styles }}{% endblock %}'


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Build a page with the given quizzes; return the page, and the warnings."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(BOOK / "_ext")])

    def build(*quizzes):
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        page = "\n\n".join(["# A page", *(f":::{{quiz}}\n{quiz}:::" for quiz in quizzes)])
        (source / "index.md").write_text(page, encoding="utf-8")
        (source / "layout.html").write_text(LAYOUT, encoding="utf-8")
        warnings = io.StringIO()
        with docutils_namespace():
            app = Sphinx(
                str(source),
                None,
                str(tmp_path / "out"),
                str(tmp_path / "doctrees"),
                "html",
                confoverrides={
                    "extensions": ["myst_parser", "quiz"],
                    "myst_enable_extensions": ["colon_fence", "dollarmath", "tasklist"],
                    "html_theme": "basic",
                    "templates_path": ["."],
                    "html_extra_path": [str(BOOK / "_site")],
                },
                status=None,
                warning=warnings,
                freshenv=True,
            )
            app.build()
        text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
        return BeautifulSoup(text, "html.parser"), warnings.getvalue()

    return build


def test_a_question_is_a_group_of_radio_buttons(build):
    page, warnings = build(SOUND)
    assert not warnings
    first, second = page.select(".quiz > .quiz-question")
    assert first.fieldset.legend.get_text() == "1. What is W[3]’s shape?"
    assert first.legend.code.get_text() == "W[3]"
    assert "W[[3]]" in second.fieldset.pre.get_text()
    assert "W[[3]]" not in second.legend.get_text()

    for question, n_options in ((first, 2), (second, 3)):
        buttons = question.select("input[type=radio]")
        assert len(buttons) == n_options
        assert {button["name"] for button in buttons} == {question["id"]}
        labels = [question.find("label", attrs={"for": button["id"]}) for button in buttons]
        letters = [label.select_one(".quiz-letter").get_text() for label in labels]
        assert letters == [button["value"] for button in buttons] == list("ABC"[:n_options])
    assert len({tag["id"] for tag in page.select("[id]")}) == len(page.select("[id]"))


def test_which_option_is_right(build):
    page, _ = build(SOUND)
    right = [row["data-right"] for row in page.select(".quiz-option")]
    assert right == ["false", "true", "true", "false", "false"]


def test_code_and_formulas_in_an_option(build):
    page, _ = build(SOUND)
    row = page.select(".quiz-option")[1]
    assert row.label.select_one(".math")
    assert not row.label.find("pre"), "a label holds no blocks"
    described = page.find(id=row.input["aria-describedby"])
    assert described.pre.get_text() == "assert W[3].shape == (3,)\n"


def test_reasons_are_folded_and_say_the_verdict(build):
    page, _ = build(SOUND)
    first, second = page.select("details.quiz-reasons")
    assert not first.has_attr("open")
    texts = [" ".join(reason.get_text().split()) for reason in first.select(".quiz-reason")]
    assert texts == [
        "A is not right. That is a column.",
        "B is right. One axis is gone. Only rows are left.",
    ]
    assert second.select_one(".quiz-reason").p.get_text() == "A is right."


def test_a_question_keeps_its_id_wherever_it_stands(build):
    one, two = SOUND.split("\n2. ")

    def ids(*questions):
        quiz = "".join(f"{n}. {text}\n" for n, text in enumerate(questions, 1))
        return [it["data-question"] for it in build(quiz)[0].select(".quiz-question")]

    one = one.removeprefix("1. ")
    there = ids(one, two)
    assert ids(two, one) == there[::-1]
    assert ids(one.replace("column", "pillar"), two) == there, "reasons may be improved"
    changed, as_before = ids(one.replace("(7,)", "(8,)"), two)
    assert changed != there[0]
    assert as_before == there[1]


def test_style_and_script_are_loaded_where_there_is_a_quiz(build):
    with_quiz, _ = build(SOUND)
    assert [tag["src"].partition("?")[0] for tag in with_quiz.select("script[src*=learning]")] == [
        "learning/quiz.js"
    ]
    assert len(with_quiz.select("link[href*='learning/learning.css']")) == 1
    without, _ = build()
    assert not without.select("[src*=learning], [href*=learning]")


TWO_OPTIONS = "1. Is it so?\n\n   - [x] Yes\n     > For it is.\n   - [ ] No\n     > But it is.\n"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[x]", "[ ]", "question 1 has no right options"),
        ("[ ]", "[x]", "question 1 has 2 right options"),
        ("     > But it is.\n", "", "option B of question 1 has no reason"),
        ("     > For it is.\n", "", "option A of question 1 has no reason"),
        ("[ ] No", "No", "option B of question 1 begins neither with [ ] nor with [x]"),
        ("   - [ ] No\n     > But it is.\n", "", "question 1 does not end with a list of two"),
        (TWO_OPTIONS, "1. Is it so?\n", "question 1 does not end with a list of two"),
        (TWO_OPTIONS, "Is it so?\n", "a quiz is one numbered list of questions"),
        (TWO_OPTIONS, f"{TWO_OPTIONS}\nAnd more.\n", "a quiz is one numbered list of questions"),
        (
            "1. Is it so?\n",
            "1. ```python\n   W\n   ```\n",
            "question 1 does not begin with a sentence",
        ),
    ],
)
def test_what_is_missing_is_said(build, old, new, complaint):
    assert not build(TWO_OPTIONS)[1]
    assert TWO_OPTIONS.count(old) == 1
    page, warnings = build(TWO_OPTIONS.replace(old, new))
    assert complaint in warnings
    assert not page.select(".quiz")


def test_a_complaint_names_the_line(build):
    second = TWO_OPTIONS.replace("1.", "2.").replace("[x]", "[ ]")
    _, warnings = build(f"{TWO_OPTIONS}\n{second}")
    assert "index.md:11: WARNING: quiz: question 2 has no right options" in warnings


def test_two_quizzes_on_a_page(build):
    page, warnings = build(TWO_OPTIONS, TWO_OPTIONS)
    assert "a page has one quiz at most" in warnings
    assert len(page.select(".quiz")) == 1
