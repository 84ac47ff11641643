"""The book works without a server: opened from a disk, it loads and finds all it needs."""

import pytest
from playwright.sync_api import expect

PAGES = ["index", "book/01_fancy_indexing", "book/11_faster", "book/api", "search"]


@pytest.fixture
def disk(page, book):
    """Return a function that opens a page as a file."""
    return lambda name: page.goto(f"{book.as_uri()}/{name}") and page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_server(disk, name):
    expect(disk(f"{name}.html").locator("h1").first).to_be_visible()


def test_the_search_needs_no_server(disk):
    page = disk("search.html?q=UnigramSampler")
    expect(page.locator("#search-results a[href*='UnigramSampler']").first).to_be_visible()
