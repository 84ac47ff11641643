"""The links under the title of each exercise: to its notebook, and to where it can be opened."""

import html
import re
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from grading.course import exercises
from tests.book.small_book import build_small_book

REPOSITORY = "https://github.com/me/word2vec"


def links(page):
    """Return text and address of each link under the title of a built page."""
    source = page.read_text(encoding="utf-8")
    nav = source.partition("</h1>\n<nav class")[2].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav)
    return {text: html.unescape(address) for address, text in found}


@pytest.mark.parametrize("name", exercises())
def test_each_exercise_gives_its_notebook(book, name):
    page = book / "exercises" / name / f"{name}.html"
    notebook = (page.parent / links(page)["Download this notebook"]).resolve()
    assert notebook == book / "notebooks" / f"{name}.ipynb"
    with zipfile.ZipFile(page.parent / links(page)["All notebooks (zip)"]) as archive:
        inside = f"word2vec_notebooks/exercises/{name}/{name}.ipynb"
        assert archive.read(inside) == notebook.read_bytes()


def test_a_click_downloads_it(page, book):
    name = exercises()[0]
    page.goto(f"exercises/{name}/{name}.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this notebook").click()
    assert download.value.suggested_filename == f"{name}.ipynb"
    assert download.value.path().read_bytes() == (book / "notebooks" / f"{name}.ipynb").read_bytes()


EXERCISE = "exercises/04_embedding/04_embedding"
CHAPTER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3}
---

# Chapter
"""


def small_book_with(tmp_path, repository):
    exercise = new_notebook(
        cells=[new_markdown_cell("# Exercise")],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    pages = {"index.md": CHAPTER, f"{EXERCISE}.ipynb": nbformat.writes(exercise)}
    return build_small_book(tmp_path, pages, {"repository": repository})


def test_with_a_repository_it_opens_elsewhere_too(tmp_path):
    built = small_book_with(tmp_path, {"url": REPOSITORY, "branch": "term-1"})
    found = links(built / f"{EXERCISE}.html")
    assert list(found) == [
        "Download this notebook",
        "Open it in Binder",
        "Open it in Colab",
        "All notebooks (zip)",
    ]
    assert found["Open it in Binder"].startswith(
        "https://mybinder.org/v2/gh/me/word2vec/term-1?urlpath=lab/tree/exercises/04_embedding/"
    )
    assert found["Open it in Colab"].startswith(
        "https://colab.research.google.com/github/me/word2vec/blob/term-1/exercises/04_embedding/"
    )


def test_without_one_it_does_not(tmp_path):
    built = small_book_with(tmp_path, {"url": "", "branch": "main"})
    assert list(links(built / f"{EXERCISE}.html")) == [
        "Download this notebook",
        "All notebooks (zip)",
    ]


@pytest.mark.parametrize("url", ["", REPOSITORY])
def test_other_pages_have_no_such_links(tmp_path, url):
    built = small_book_with(tmp_path, {"url": url, "branch": "main"})
    source = (built / "index.html").read_text(encoding="utf-8")
    assert "course-links" not in source
    assert "launch-buttons" not in source
