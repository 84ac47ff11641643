"""Links to the book."""

from w2vlib.check import links


def test_site(monkeypatch):
    monkeypatch.setenv("W2V_BOOK_URL", "https://example.org/w2v/")
    address = links.link_to("04_embedding#repeated-ids")
    assert address == "https://example.org/w2v/book/04_embedding.html#repeated-ids"


def test_book_built_beside_the_library(monkeypatch, tmp_path):
    monkeypatch.delenv("W2V_BOOK_URL", raising=False)
    monkeypatch.setattr(links, "_BUILT_HERE", tmp_path)
    assert links.link_to("04_embedding#a") == f"{tmp_path.as_uri()}/book/04_embedding.html#a"


def test_neither(monkeypatch, tmp_path):
    monkeypatch.delenv("W2V_BOOK_URL", raising=False)
    monkeypatch.setattr(links, "_BUILT_HERE", tmp_path / "nowhere")
    assert links.link_to("04_embedding") == "book/04_embedding.html"
