"""Every link inside the book leads somewhere, and every file that a page loads is there."""

from urllib.parse import urlsplit

import pytest

from tests.book.references import Page, pages_of, style_references


def test_every_address_inside_the_book_is_right(book):
    found = [
        f"{page.file.relative_to(book)}: <{reference.element}> {reference.address} {complaint}"
        for page in pages_of(book)
        for reference in page.references
        if not reference.is_outside and (complaint := page.complaint(reference))
    ]
    assert not found, "\n".join(found)


def test_pages_load_nothing_from_another_host(book):
    loads = ("audio", "embed", "iframe", "image", "img", "object", "script", "source")
    found = [
        f"{page.file.relative_to(book)}: <{reference.element}> {reference.address}"
        for page in pages_of(book)
        for reference in page.references
        if reference.is_outside and reference.element in loads
    ]
    assert not found, "\n".join(found)


def test_style_sheets_find_their_files(book):
    found = [
        f"{file.relative_to(book)}: {address}"
        for file, address in style_references(book)
        if not address.startswith(("data:", "#"))
        and not (file.parent / urlsplit(address).path).is_file()
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ('<a href="other.html#there">', None),
        ('<a href="sub/page.html?query#%C3%A9">', None),
        ('<a href="#">', None),
        ('<p id="here"><a href="#here">', None),
        ('<img src="data:image/png;base64,AAAA">', None),
        ('<a href="#there">', "has no such anchor"),
        ('<a href="other.html#here">', "has no such anchor"),
        ('<a href="sub">', "does not exist"),
        ('<script src="none.js"></script>', "does not exist"),
        ('<a href="/other.html">', "is not relative to the page"),
        ('<a href="javascript:void(0)">', "is not relative to the page"),
    ],
)
def test_what_is_wrong_is_found(tmp_path, html, complaint):
    (tmp_path / "other.html").write_text('<h1 id="there">', encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "page.html").write_text('<a name="é">', encoding="utf-8")
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page = Page(tmp_path / "page.html")
    assert [page.complaint(it) for it in page.references] == [complaint]
