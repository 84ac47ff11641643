"""Every misconception is rejected, and named; every reference gets full marks."""

import re
from pathlib import Path

import pytest

import w2vlib
from w2vlib.check import answers
from w2vlib.check.catalogue import catalogue
from w2vlib.check.grade import grade
from w2vlib.check.registry import checks_of, points_of
from w2vlib.topics import EXERCISES

ENTRIES = [entry for entries in catalogue().values() for entry in entries]
TARGETS = [target for topic in EXERCISES.values() for target in topic.targets]
BOOK = Path(w2vlib.__file__).parent.parent / "book"
SEEDS = range(5)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("seed", SEEDS)
def test_reference_gets_full_marks(target, seed):
    results, _ = grade(target, answers.reference(target), seed)
    lost = {result.name: result.message for result in results if not result.passed}
    assert not lost, f"the reference {target} fails its own checks with seed {seed}: {lost}"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
@pytest.mark.parametrize("seed", SEEDS)
def test_misconception_is_rejected_and_named(entry, seed):
    results, _ = grade(entry.target, entry.wrong, seed)
    failed = [result for result in results if not result.passed]
    assert failed, f"{entry.id} passes every check of {entry.target}"
    told = {result.misconception.id if result.misconception else None for result in failed}
    assert told == {entry.id}, f"{entry.id} was told {told}"


def test_ids_are_unique():
    ids = [entry.id for entry in ENTRIES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_texts_are_sentences(entry):
    for text in (entry.does, entry.hint):
        assert text.endswith((".", "?")), f"{entry.id}: {text!r} is not a sentence"


def assert_in_book(who, section):
    page, _, anchor = section.partition("#")
    source = (BOOK / f"{page}.md").read_text(encoding="utf-8")
    assert re.search(rf"^\({re.escape(anchor)}\)=$", source, re.M), (
        f"{who} points to {section}, but book/{page}.md has no label ({anchor})="
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_section_of_misconception_is_in_the_book(entry):
    assert_in_book(entry.id, entry.section)


@pytest.mark.parametrize("target", TARGETS)
def test_sections_of_checks_are_in_the_book(target):
    for check in checks_of(target)[1]:
        assert_in_book(f"{target}: {check.name}", check.section)


@pytest.mark.parametrize("target", TARGETS)
def test_points_are_those_of_the_solution(target):
    exercise, _ = checks_of(target)
    source = (BOOK.parent / "solutions" / f"{exercise}.md").read_text(encoding="utf-8")
    cell = re.search(rf'"points": ([\d.]+)[^\n]*\n\ncheck\("{target}"\)', source)
    assert cell, f"solutions/{exercise}.md has no graded cell with check({target!r})"
    assert float(cell[1]) == points_of(target)


def test_untouched_stub_gets_nothing_and_no_blame():
    class Embedding:
        def __init__(self, W):
            raise NotImplementedError

    results, _ = grade("Embedding", Embedding)
    assert sum(result.points for result in results) == 0
    assert not any(result.started or result.misconception for result in results)
