"""What a built page refers to, and what in it can be referred to."""

import functools
import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

# Attributes that hold an address, by element.
_ADDRESSES = {
    "a": ["href"],
    "area": ["href"],
    "audio": ["src"],
    "embed": ["src"],
    "form": ["action"],
    "iframe": ["src"],
    "image": ["href", "xlink:href"],
    "img": ["src"],
    "link": ["href"],
    "object": ["data"],
    "script": ["src"],
    "source": ["src"],
    "use": ["href", "xlink:href"],
    "video": ["src", "poster"],
}


class Reference(NamedTuple):
    """An address, and the name of the element that it stands in."""

    element: str
    address: str

    @property
    def is_outside(self):
        """Whether it leads to another host."""
        return urlsplit(self.address).scheme in ("http", "https") or self.address.startswith("//")


class Page:
    """The references and anchors of one built page.

    Parameters
    ----------
    file : path
    """

    def __init__(self, file):
        self.file = file
        soup = BeautifulSoup(file.read_bytes(), "html.parser")
        self.anchors = {it["id"] for it in soup.find_all(id=True)}
        self.anchors |= {it["name"] for it in soup.find_all("a", attrs={"name": True})}
        self.references = [
            Reference(element, it[attribute])
            for element, attributes in _ADDRESSES.items()
            for it in soup.find_all(element)
            for attribute in attributes
            if it.has_attr(attribute)
        ]

    def complaint(self, reference):
        """Say what is wrong with an address inside the book, or return None."""
        parts = urlsplit(reference.address)
        if parts.scheme in ("data", "mailto"):
            return None
        if parts.scheme or parts.path.startswith("/"):
            return "is not relative to the page"
        target = (self.file.parent / unquote(parts.path)).resolve() if parts.path else self.file
        if not target.is_file():
            return "does not exist"
        anchor = unquote(parts.fragment)
        if anchor and target.suffix == ".html" and anchor not in page(target).anchors:
            return "has no such anchor"
        return None


@functools.cache
def page(file):
    """Return a Page, read once."""
    return Page(file)


def pages_of(book):
    """Return a Page for each HTML file of a built book."""
    files = sorted(book.resolve().rglob("*.html"))
    return [page(it) for it in files if "_static" not in it.parts]


def style_references(book):
    """Yield each style sheet of a built book with an address that it loads."""
    for file in sorted(book.resolve().rglob("*.css")):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", file.read_text(encoding="utf-8")):
            yield file, address
