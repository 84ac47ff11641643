"""The book builds without a warning, has every page, and gives no solution away."""

import html
import re
from pathlib import Path

from tests.book.toc import pages_in_toc
from w2vlib.check.catalogue import catalogue
from w2vlib.check.registry import checks_of
from w2vlib.topics import EXERCISES, TOPICS

ROOT = Path(__file__).resolve().parents[2]


def text_of(page):
    source = page.read_text(encoding="utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", source)).split())


def test_every_topic_has_its_place():
    listed = set(pages_in_toc())
    for topic in TOPICS:
        assert f"book/{topic.name}" in listed, f"{topic.name} has no chapter in _toc.yml"
    for name in EXERCISES:
        assert f"exercises/{name}/{name}" in listed, f"{name} has no exercise in _toc.yml"


def test_every_page_is_built(book):
    missing = [page for page in pages_in_toc() if not (book / f"{page}.html").is_file()]
    assert not missing


def test_links_from_checks_lead_to_an_anchor(book):
    sections = {entry.section for entries in catalogue().values() for entry in entries}
    for topic in EXERCISES.values():
        for target in topic.targets:
            sections |= {check.section for check in checks_of(target)[1]}
    for section in sections:
        page, _, anchor = section.partition("#")
        source = (book / "book" / f"{page}.html").read_text(encoding="utf-8")
        assert f'id="{anchor}"' in source, f"no anchor for {section}"


def test_no_solution_is_published(book):
    pages = {page: text_of(page) for page in book.rglob("*.html")}
    for solution in sorted((ROOT / "solutions").glob("*.md")):
        source = solution.read_text(encoding="utf-8")
        for block in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", source, re.S):
            if len(block.strip().splitlines()) < 2:
                continue  # one line may well stand in a chapter
            answer = " ".join(block.split())
            shown = [page.name for page, text in pages.items() if answer in text]
            assert not shown, f"{shown} shows a solution of {solution.name}:\n{block}"
