"""The page of common mistakes: every entry of the catalogue, and nothing but what checks say."""

import inspect
import re
import textwrap
from pathlib import Path

import numpy as np
import pytest

from w2vlib.check.catalogue import catalogue
from w2vlib.check.common_mistakes import CommonMistake, as_markdown, common_mistakes, title_of
from w2vlib.check.registry import checks_of
from w2vlib.topics import EXERCISES

BOOK = Path(__file__).resolve().parents[2] / "book"
TARGETS = [target for topic in EXERCISES.values() for target in topic.targets]


@pytest.fixture(scope="module", params=TARGETS)
def target_and_mistakes(request):
    return request.param, common_mistakes(request.param)


def test_every_entry_is_told_once(target_and_mistakes):
    target, mistakes = target_and_mistakes
    told = [name for mistake in mistakes for name in mistake.ids]
    assert sorted(told) == sorted(entry.id for entry in catalogue()[target])
    words = [(mistake.does, mistake.hint, mistake.section) for mistake in mistakes]
    assert len(set(words)) == len(words)


def test_each_fails_a_check_that_says_why(target_and_mistakes):
    target, mistakes = target_and_mistakes
    checks = {check.name for check in checks_of(target)[1]}
    for mistake in mistakes:
        assert mistake.check in checks
        assert mistake.message


def test_no_code_is_shown(target_and_mistakes):
    target, mistakes = target_and_mistakes
    wrong = {entry.id: entry.wrong for entry in catalogue()[target]}
    for mistake in mistakes:
        code = inspect.getsource(wrong[mistake.ids[0]])
        for line in textwrap.dedent(code).splitlines()[1:]:
            if len(line.strip()) > 12:
                assert line.strip() not in mistake.message, mistake.ids


def test_a_students_class_has_the_name_of_the_task():
    mistakes = {name: it for it in common_mistakes("Embedding") for name in it.ids}
    said = mistakes["embedding-no-backward"].message
    assert "'Embedding' object has no attribute 'backward'" in said


def test_what_others_draw_is_not_disturbed():
    np.random.seed(5)
    expected = np.random.random(3)
    np.random.seed(5)
    common_mistakes("draw_words")
    assert (np.random.random(3) == expected).all()


def test_a_mistake_that_passes_is_no_mistake(monkeypatch):
    entry = catalogue()["count_ids"][0]
    right = type("Entry", (), {**vars(entry), "wrong": staticmethod(count_right)})
    monkeypatch.setattr("w2vlib.check.common_mistakes.catalogue", lambda: {"count_ids": [right]})
    with pytest.raises(ValueError, match="passes every check"):
        common_mistakes("count_ids")


def count_right(ids, vocab_size):
    return np.bincount(ids, minlength=vocab_size)


def test_titles():
    assert title_of("04_embedding#repeated-ids", BOOK) == "When an id comes twice"
    assert title_of("04_embedding#return-in-loop", BOOK) == (
        "A real mistake: `return` inside the loop"
    )
    # a label before a paragraph
    assert title_of("05_embedding_dot#not-a-matrix-product", BOOK) == "Score one word"


def test_markdown():
    mistake = CommonMistake(
        ids=("one", "two"),
        does="Your sum is wrong.",
        hint="Add up.",
        section="04_embedding#repeated-ids",
        check="sums",
        message=f"The sum {'of all the numbers ' * 4}should be\n[[1 2]\n [3 4]]",
    )
    text = as_markdown(mistake, BOOK)
    assert text.startswith("(mistake-one)=\n(mistake-two)=\n**Your sum is wrong.**\n")
    assert "*Hint:* Add up. *Read:* [When an id comes twice](repeated-ids)" in text
    assert "\n[[1 2]\n [3 4]]\n" in text
    assert max(map(len, re.findall(r"```text\n(.*?)```", text, re.S)[0].splitlines())) <= 72


def test_the_page_shows_every_graded_object():
    source = (BOOK / "common_mistakes.md").read_text(encoding="utf-8")
    assert re.findall(r'^show\("(\w+)"\)$', source, re.M) == TARGETS
    assert re.findall(r"^### `(\w+)`$", source, re.M) == TARGETS
    numbers = re.findall(r"^## (\d\d) ", source, re.M)
    assert numbers == [name[:2] for name in EXERCISES]
