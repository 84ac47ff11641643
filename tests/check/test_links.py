"""Links to the book."""

import pytest

from w2vlib.check import links


@pytest.fixture
def built(monkeypatch, tmp_path):
    """A book built beside the library, and nothing else known."""
    monkeypatch.delenv("W2V_BOOK_URL", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    folder = tmp_path / "html"
    folder.mkdir()
    monkeypatch.setattr(links, "_BUILT_HERE", folder)
    return folder


def test_site(built, monkeypatch):
    monkeypatch.setenv("W2V_BOOK_URL", "https://example.org/w2v/")
    address = "https://example.org/w2v/book/04_embedding.html#repeated-ids"
    assert links.link_to("04_embedding#repeated-ids") == address
    assert links.href_to("04_embedding#repeated-ids") == address


def test_book_built_beside_the_library(built):
    assert links.link_to("04_embedding#a") == f"{built.as_uri()}/book/04_embedding.html#a"


def test_a_notebook_gets_a_relative_path(built, monkeypatch):
    notebook_folder = built.parent / "exercises" / "04_embedding"
    notebook_folder.mkdir(parents=True)
    monkeypatch.chdir(notebook_folder)
    assert links.href_to("04_embedding#a") == "../../html/book/04_embedding.html#a"


def test_neither(built):
    built.rmdir()
    assert links.link_to("04_embedding") == "book/04_embedding.html"
    assert links.href_to("04_embedding") is None


def test_feedback_names_no_folder_of_the_graders_computer(built, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert links.link_to("04_embedding#a") == "book/04_embedding.html#a"
    assert links.href_to("04_embedding#a") is None
