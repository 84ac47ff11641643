"""What holds for every interactive picture, whatever it shows."""

import re

import pytest


def pages_with_pictures(book):
    return [
        page.relative_to(book).as_posix()
        for page in sorted(book.rglob("*.html"))
        if 'class="picture"' in page.read_text(encoding="utf-8")
    ]


@pytest.fixture
def each(book, page):
    """Go from page to page, and give the figures of each."""

    def figures():
        for name in pages_with_pictures(book):
            page.goto(name)
            for figure in page.locator("figure.picture").all():
                figure.scroll_into_view_if_needed()
                yield figure

    return figures


def test_the_picture_stands_and_the_words_are_folded_away(each):
    seen = set()
    for figure in each():
        seen.add(figure.get_attribute("data-picture"))
        assert len(figure.get_attribute("aria-label")) > 40
        assert figure.locator(".picture-stage > *").count() > 0
        words = figure.locator(".picture-words")
        assert words.get_attribute("open") is None
        words.locator("summary").focus()
        words.press("Enter")
        assert len(words.inner_text()) > 200
    assert {"fancy_indexing", "unigram", "cbow_step"} <= seen


def test_the_words_are_there_without_javascript(book, new_context):
    page = new_context(java_script_enabled=False).new_page()
    for name in pages_with_pictures(book):
        page.goto(name)
        for words in page.locator(".picture-words").all():
            assert len(words.inner_text()) > 200


def test_the_words_are_printed_and_the_stage_is_not(each, page):
    for figure in each():
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert figure.locator(".picture-stage").is_hidden()
        assert len(figure.locator(".picture-words").inner_text()) > 200
        page.emulate_media(media="screen")


def test_it_fits_and_its_buttons_are_large_enough(each, page):
    page.set_viewport_size({"width": 390, "height": 844})
    for figure in each():
        name = figure.get_attribute("data-picture")
        stage = figure.locator(".picture-stage")
        scroll, client = stage.evaluate("it => [it.scrollWidth, it.clientWidth]")
        assert scroll <= client, f"{name} is {scroll} wide in {client}"
        for control in stage.locator("button, input, select, summary").all():
            if control.is_visible():
                box = control.bounding_box()
                small = min(box["width"], box["height"])
                assert small >= 40, f"{name}: {control.inner_text()!r} is {small} px small"


def test_only_pages_with_a_picture_load_what_pictures_need(book):
    for page in book.rglob("*.html"):
        source = page.read_text(encoding="utf-8")
        loaded = re.findall(r'(?:src|href)="[^"]*?pictures/(\w+)\.(?:js|css)', source)
        shown = re.findall(r'data-picture="(\w+)"', source)
        needed = {"pictures", *shown} if shown else set()
        needed |= {"word_map"} if "explorer" in shown else set()  # it draws with that
        assert set(loaded) == needed, page.name
