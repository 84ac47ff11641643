"""Formulas are set by MathJax from this site, on the pages that have some."""

import lean_mathjax
import pytest

TYPESET = "() => window.MathJax.startup.promise.then(() => true)"


@pytest.mark.parametrize(
    ("name", "formulas"),
    [("book/05_embedding_dot", True), ("book/glossary", True), ("index", False)],
)
def test_only_pages_with_formulas_load_it(page, name, formulas):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/_static/")[2]))
    page.goto(f"{name}.html")
    if formulas:
        page.evaluate(TYPESET)
        assert page.locator("mjx-container").count() == page.locator(".math").count()
    page.wait_for_load_state("networkidle")
    loaded = [path for path in asked if path.startswith("mathjax/")]
    assert loaded[:1] == (["mathjax/mathjax.js"] if formulas else [])
    assert all(path.startswith("mathjax/fonts/") for path in loaded[1:])


def test_no_formula_of_the_book_is_in_error(page, book):
    pages = [path for path in book.rglob("*.html") if 'class="math ' in path.read_text("utf-8")]
    assert len(pages) > 10
    for path in pages:
        page.goto(path.relative_to(book).as_posix())
        page.evaluate(TYPESET)
        assert page.locator("mjx-container").count() == page.locator(".math").count() > 0, path.name
        assert page.locator("mjx-merror").count() == 0, path.name
        # a command that MathJax does not know is shown in red
        assert page.locator('mjx-container [style*="red"]').count() == 0, path.name


def test_formulas_are_there_for_screen_readers(page):
    page.goto("book/05_embedding_dot.html")
    page.evaluate(TYPESET)
    first = page.locator("mjx-container").first
    assert first.locator("mjx-assistive-mml math").count() == 1


def test_without_scripts_a_formula_is_shown_as_it_is_written(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("book/05_embedding_dot.html")
    assert r"\(" in page.locator("span.math").first.inner_text()


def test_the_site_has_no_more_of_it_than_it_needs(book):
    folder = book / "_static" / lean_mathjax.FOLDER
    assert sorted(path.name for path in folder.iterdir()) == ["fonts", lean_mathjax.SCRIPT]
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 1_200_000


def test_a_package_without_mathjax_is_an_error(monkeypatch):
    monkeypatch.setattr(lean_mathjax.metadata, "files", lambda package: [])
    with pytest.raises(FileNotFoundError, match=r"should hold mathjax/startup.js, but does not"):
        lean_mathjax.files()
