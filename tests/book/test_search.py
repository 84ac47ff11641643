"""The book's search finds names as they are written in code, and asks nobody else."""

import re

import pytest
from playwright.sync_api import expect

from tests.book.axe import violations


def results(page, query):
    """Search for something, and return the addresses that are found, in order."""
    page.goto("search.html")
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    expect(page.locator(".search-summary")).to_contain_text(re.compile(r"finished|did not match"))
    links = page.locator("#search-results ul.search > li > a")
    return [link.get_attribute("href").partition("?")[0] for link in links.all()]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("EmbeddingDot", "book/05_embedding_dot.html"),
        ("embeddingdot", "book/05_embedding_dot.html"),
        ("embedding dot", "book/05_embedding_dot.html"),
        ("UnigramSampler", "book/06_unigram_sampler.html"),
        ("NegativeSamplingLoss", "book/07_negative_sampling_loss.html"),
        ("np.add.at", "book/01_fancy_indexing.html"),
        ("add.at", "book/01_fancy_indexing.html"),
        ("create_contexts_target", "book/03_cbow_bottleneck.html"),
        ("remove_duplicate", "book/09_training.html"),
        ("w2vlib.fast", "book/11_faster.html"),
        ("most_similar", "exercises/10_word_vectors/10_word_vectors.html"),
        ("analogies", "book/10_word_vectors.html"),
    ],
)
def test_a_name_is_found(page, query, wanted):
    assert wanted in [address.partition("#")[0] for address in results(page, query)][:8]


@pytest.mark.parametrize("name", ["EmbeddingDot", "UnigramSampler", "SkipGram", "train_cbow"])
def test_the_definition_comes_among_the_first(page, name):
    found = results(page, name)[:3]
    assert any(re.fullmatch(rf"book/api.html#w2vlib\.[\w.]*{name}", each) for each in found), found


def test_a_name_with_dots_is_one_word(page):
    # pages that have «np» and «add» somewhere, but not np.add.at, are not found
    for address in results(page, "np.add.at"):
        page.goto(address)
        assert "np.add.at" in page.locator("article").inner_text()


def test_what_is_not_there_is_not_found(page):
    assert results(page, "np.multiply.reduceat") == []


def test_the_button_opens_the_search(page):
    page.goto("book/01_fancy_indexing.html")
    page.get_by_role("button", name="Search").first.click()
    page.get_by_role("searchbox").fill("UnigramSampler")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?*")
    expect(page.locator("#search-results ul.search")).to_contain_text("UnigramSampler")


def test_so_does_the_keyboard(page):
    page.goto("index.html")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pst-search-dialog")).not_to_be_visible()


def test_results_are_accessible(page, mode):
    results(page, "EmbeddingDot")
    assert not violations(page)
