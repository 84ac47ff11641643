"""The search finds classes by name and words of the text, by mouse, keyboard and touch."""

import inspect
import re

import pytest
from playwright.sync_api import expect

import w2vlib
from tests.book.axe import violations

CLASSES = [name for name in w2vlib.__all__ if inspect.isclass(getattr(w2vlib, name))]


@pytest.fixture
def results(page):
    """Return the results that the search page shows."""
    return page.locator("#search-results li")


def links_to(results, address):
    return results.locator(f'a[href*="{address}"]').first


def search(page, words):
    page.goto(f"search.html?q={words}")


def found(page, results, words):
    """Search for something, and return the addresses that are found, in order."""
    search(page, words)
    expect(page.locator(".search-summary")).to_contain_text(re.compile(r"finished|did not match"))
    links = page.locator("#search-results ul.search > li > a").all()
    return [link.get_attribute("href").partition("?")[0] for link in links]


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_found(page, results, name):
    search(page, name)
    module = getattr(w2vlib, name).__module__
    expect(links_to(results, f"api.html#{module}.{name}")).to_be_visible()


def test_part_of_a_name_in_small_letters(page, results):
    search(page, "unigramsamp")
    place = "api.html#w2vlib.unigram_sampler.UnigramSampler"
    expect(links_to(results, place)).to_be_visible()


def test_words_of_a_chapter(page, results):
    search(page, "fancy+indexing")
    expect(links_to(results, "01_fancy_indexing.html")).to_be_visible()


def test_nothing_found_is_said(page, results):
    search(page, "xyzzyx")
    expect(page.locator("#search-results")).to_contain_text("did not match any documents")
    expect(results).to_have_count(0)


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
    assert wanted in [address.partition("#")[0] for address in found(page, results, query)][:8]


@pytest.mark.parametrize("name", ["EmbeddingDot", "UnigramSampler", "SkipGram", "train_cbow"])
def test_the_definition_comes_among_the_first(page, name):
    first = found(page, results, name)[:3]
    assert any(re.fullmatch(rf"book/api.html#w2vlib\.[\w.]*{name}", each) for each in first), first


def test_a_name_with_dots_is_one_word(page):
    # pages that have «np» and «add» somewhere, but not np.add.at, are not found
    for address in found(page, results, "np.add.at"):
        page.goto(address)
        assert "np.add.at" in page.locator("article").text_content()  # folded answers too


def test_what_is_not_there_is_not_found(page):
    assert found(page, results, "np.multiply.reduceat") == []


def test_by_keyboard_from_a_chapter(page, results):
    page.goto("book/04_embedding.html")
    page.keyboard.press("Control+k")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("EmbeddingDot")
    page.keyboard.press("Enter")
    result = links_to(results, "api.html#w2vlib.embedding_dot.EmbeddingDot")
    expect(result).to_be_visible()
    result.press("Enter")
    expect(page).to_have_url(re.compile(r"/book/api\.html"))
    expect(page.locator("dt[id='w2vlib.embedding_dot.EmbeddingDot']")).to_be_in_viewport()


def test_escape_closes_the_field_and_gives_the_focus_back(page):
    page.goto("book/04_embedding.html")
    button = page.locator("button.search-button__button:visible").first
    button.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_a_result_shows_where_the_words_stand(page, results):
    search(page, "repeated ids")
    found = results.filter(has=page.locator('a[href*="04_embedding.html"]')).first
    expect(found.locator("p.context")).to_contain_text(re.compile("ids", re.IGNORECASE))


def test_by_button(page, results, width):
    page.goto("book/04_embedding.html")
    page.locator("button.search-button__button:visible").first.click()
    page.get_by_role("searchbox").fill("Trainer")
    page.get_by_role("searchbox").press("Enter")
    expect(links_to(results, "api.html#w2vlib.trainer.Trainer")).to_be_visible()


def test_results_are_accessible(page, results, mode):
    found(page, results, "EmbeddingDot")
    assert not violations(page)
