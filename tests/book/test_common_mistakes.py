"""The page of common mistakes, as built: an anchor for each, and links that lead somewhere."""

import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from w2vlib.check.catalogue import catalogue

ENTRIES = [entry for entries in catalogue().values() for entry in entries]


@pytest.fixture(scope="module")
def built(book):
    source = (book / "book" / "common_mistakes.html").read_text(encoding="utf-8")
    return BeautifulSoup(source, "html.parser")


def test_each_mistake_has_an_anchor_and_its_hint(built):
    article = plain(" ".join(built.article.get_text().split()))
    for entry in ENTRIES:
        assert built.find(id=f"mistake-{entry.id}"), entry.id
        assert plain(entry.does) in article, entry.id
        assert plain(entry.hint) in article, entry.id


def plain(text):
    return re.sub("[`'\u2018’]", "", text)


def test_each_mistake_links_to_its_section(built):
    links = {link["href"] for link in built.article.select("a.internal")}
    for entry in ENTRIES:
        page, _, anchor = entry.section.partition("#")
        assert f"{page}.html#{anchor}" in links, entry.section


def test_a_link_from_a_check_shows_the_mistake(page):
    page.goto("book/common_mistakes.html#mistake-cbow-adds-one-over-n")
    mistake = page.locator("#mistake-cbow-adds-one-over-n")
    expect(mistake).to_be_in_viewport()
    said = page.get_by_text("The loss for contexts [[0, 2]] and target [1] should be").first
    expect(said).to_be_hidden()
    mistake.locator("xpath=following::summary[1]").click()
    expect(said).to_be_visible()
