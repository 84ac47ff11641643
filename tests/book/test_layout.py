"""The page around the text: what it loads, its lists of pages, its buttons, its two modes."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from quiet_theme import NEEDED_FOR

CHAPTER = "book/04_embedding.html"


def test_no_page_loads_what_it_does_not_use(book):
    for path in book.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        _, _, body = source.partition('<article class="bd-article">')
        files = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"?]*_static/[^"?]+)', source)
        for part, pattern in NEEDED_FOR.items():
            if pattern is None or not re.search(pattern, body):
                assert not [file for file in files if part in file], f"{path.name} loads {part}"
        for never in ("fontawesome", "bootstrap.js", "thebe"):
            assert not [file for file in files if never in file], f"{path.name} loads {never}"
        assert "searchindex.js" not in source or path.name == "search.html"


def test_a_page_is_light_before_its_pictures(page):
    sizes = {}

    def note(response):
        path = urlsplit(response.url).path
        if path.endswith((".css", ".js")):
            sizes[path.rpartition("/")[2]] = int(response.headers["content-length"])

    page.on("response", note)
    page.goto("index.html")
    assert {"book.css", "explorer.js", "progress.js"} <= set(sizes)
    # the explorer's vectors are more than that, and come when the page is there
    assert sum(sizes.values()) < 70_000, sizes
    expect(page.locator(".explorer")).to_have_attribute("data-ready", "true")
    assert "data.js" in sizes


def test_the_site_has_none_of_the_themes_files_that_no_page_asks_for(book):
    files = [path.relative_to(book) for path in (book / "_static").rglob("*") if path.is_file()]
    assert not [path for path in files if re.search("awesome|bootstrap|locales|logo", str(path))]
    assert sum((book / path).stat().st_size for path in files) < 2_000_000


@pytest.mark.parametrize(("size", "dialog"), [((1440, 844), False), ((390, 844), True)])
def test_the_list_of_pages_opens_and_closes(page, size, dialog):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(CHAPTER)
    link = page.get_by_role("link", name=re.compile(r"^5\. EmbeddingDot"))
    expect(link).to_be_visible() if not dialog else expect(link).not_to_be_visible()
    page.get_by_role("button", name="The book's pages").click()
    if not dialog:
        expect(link).not_to_be_visible()
        page.get_by_role("button", name="The book's pages").click()
    expect(link).to_be_visible()
    link.click()
    expect(page.locator("h1")).to_contain_text("EmbeddingDot")


def test_a_chapters_exercise_unfolds_by_keyboard(page):
    page.set_viewport_size({"width": 1440, "height": 844})
    page.goto("index.html")
    exercise = page.get_by_role("link", name=re.compile(r"Exercise 05"))
    expect(exercise).not_to_be_visible()
    arrow = page.locator("summary[aria-label^='Pages of 5. EmbeddingDot']")
    arrow.focus()
    page.keyboard.press("Enter")
    expect(exercise).to_be_visible()


def test_the_page_says_where_the_reader_is(page):
    page.set_viewport_size({"width": 1440, "height": 844})
    page.goto(f"{CHAPTER}#what-it-saves")
    here = page.locator("#pst-page-toc-nav a[aria-current]")
    expect(here).to_have_attribute("href", "#what-it-saves")


def test_the_mode_changes_and_stays(page):
    page.goto("index.html")
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    button = page.get_by_role("button", name="Color mode")
    while html.get_attribute("data-mode") != "dark":
        button.click()
    expect(html).to_have_attribute("data-theme", "dark")
    page.goto(CHAPTER)
    expect(html).to_have_attribute("data-theme", "dark")


def test_code_can_be_copied(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(CHAPTER)
    cell = page.locator(".cell_input .highlight").first
    cell.hover()
    cell.get_by_role("button").click()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.strip() == cell.locator("pre").inner_text().strip()


def test_neighbours_are_linked(page):
    page.goto(CHAPTER)
    page.get_by_role("link", name=re.compile("^next")).click()
    expect(page.locator("h1")).to_contain_text("Exercise 04")


def test_a_skip_link_comes_first(page):
    page.goto(CHAPTER)
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    expect(first).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


@pytest.mark.parametrize("name", ["index.html", CHAPTER])
def test_without_scripts_all_text_and_the_list_of_pages_are_there(new_context, name):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 1440, "height": 844})
    page.goto(name)
    expect(page.locator("h1").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"^5\. EmbeddingDot"))).to_be_visible()
    # nothing that would do nothing
    for button in page.get_by_role("button").all():
        expect(button).not_to_be_visible()
