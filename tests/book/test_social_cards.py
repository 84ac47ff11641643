"""What is shown beside a link to a page: a title, a description and a picture of its own."""

import re
from html import unescape

import pytest
from PIL import Image

from tests.book.small_book import build_small_book
from tests.book.toc import pages_in_toc

PAGES = [*pages_in_toc(), "genindex", "search"]
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"')


def head_of(page):
    """Return what a built page says of itself in its head, by name."""
    head = page.read_text(encoding="utf-8").partition("</head>")[0]
    found = META.findall(head)
    names = [name for name, _ in found]
    assert len(set(names)) == len(names), f"{page.name} says something twice: {sorted(names)}"
    return {name: unescape(content) for name, content in found}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_description_and_a_card(book, name):
    page = book / f"{name}.html"
    head = head_of(page)
    assert 10 <= len(head["description"]) <= 160
    assert head["og:description"] == head["description"]
    assert head["og:title"]
    image = head["og:image"].partition("cards/")
    with Image.open(book / "cards" / image[2]) as card:
        assert card.size == (int(head["og:image:width"]), int(head["og:image:height"]))


def test_no_two_pages_have_the_same(book):
    heads = {name: head_of(book / f"{name}.html") for name in PAGES}
    for what in ("description", "og:image", "og:title"):
        values = [head[what] for head in heads.values()]
        assert len(set(values)) == len(values), f"two pages have the same {what}"


def test_the_icons_are_there(page, site):
    page.goto("index.html")
    icons = page.locator('link[rel~="icon"], link[rel="apple-touch-icon"]')
    kinds = set()
    for link in icons.all():
        address = link.evaluate("link => link.href")
        answer = page.request.get(address)
        assert answer.ok, address
        kinds.add(answer.headers["content-type"])
    assert kinds == {"image/svg+xml", "image/png"}


PAGE = """\
---
description: In its own words.
---
# Title

This is a first paragraph that says what the page is about, at some length.
"""
BEFORE_A_LIST = """\
# Skills

**You will be able to**

- take one row of a matrix;
- count right.
"""


def test_own_words_come_first_then_the_beginning(tmp_path):
    long = f"# Long\n\nShort.\n\n{'Words and more of them. ' * 20}"
    pages = {"index.md": PAGE, "skills.md": BEFORE_A_LIST, "long.md": long}
    built = build_small_book(tmp_path, pages)
    assert head_of(built / "index.html")["description"] == "In its own words."
    assert head_of(built / "skills.html")["description"] == (
        "You will be able to: take one row of a matrix; count right."
    )
    cut = head_of(built / "long.html")["description"]
    assert cut.startswith("Words and more of them. Words")
    assert cut.endswith(" …")
    assert 130 < len(cut) <= 160


@pytest.mark.parametrize("where", ["config", "environment"])
def test_with_the_books_address_cards_have_whole_addresses(tmp_path, monkeypatch, where):
    changes = {}
    if where == "config":
        monkeypatch.delenv("W2V_BOOK_URL", raising=False)
        changes = {"html": {"baseurl": "https://example.org/word2vec"}}
    else:
        monkeypatch.setenv("W2V_BOOK_URL", "https://example.org/word2vec/")
    built = build_small_book(tmp_path, {"index.md": PAGE, "a/b.md": BEFORE_A_LIST}, changes)
    head = head_of(built / "a" / "b.html")
    assert head["og:image"] == "https://example.org/word2vec/cards/a-b.png"
    assert head["og:url"] == "https://example.org/word2vec/a/b.html"
    source = (built / "a" / "b.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/word2vec/a/b.html"' in source
