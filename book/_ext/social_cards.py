"""What is shown beside a link to a page elsewhere: its title, its description and a picture.

Such a picture is named by a whole address, so the book's has to be known: ``html: baseurl`` in
``_config.yml``, or the environment variable ``W2V_BOOK_URL``, which comes first. Without it, the
address begins at the page, which only some readers follow.
"""

import hashlib
import os
import re
import shutil
from html import escape, unescape
from pathlib import Path

from card_drawing import SIZE, draw_card

FOLDER = "cards"  # on the site
KEPT = Path("_build", "cards")  # pictures are drawn once, and kept from build to build

TAGS = """\
<meta property="og:type" content="{kind}">
<meta property="og:site_name" content="{book}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta property="og:image" content="{image}">
<meta property="og:image:width" content="{width}">
<meta property="og:image:height" content="{height}">
<meta property="og:image:alt" content="{title}. {book}">
<meta name="twitter:card" content="summary_large_image">
"""
ADDRESS = '<meta property="og:url" content="{url}">\n'


def find_address(app, config):
    """Take the book's address from the environment, if it is there."""
    url = os.environ.get("W2V_BOOK_URL", config.html_baseurl)
    config.html_baseurl = f"{url.rstrip('/')}/" if url else ""


def add_card(app, pagename, templatename, context, doctree):
    """Draw the page's picture, and put what belongs to it into the page's head."""
    book = app.config.html_title
    title = plain(context["title"])
    number, name = re.fullmatch(r"((?:\d+\.)*)\s*(.+)", title).groups()
    above = above_title(pagename, number)
    below = book
    if pagename == app.config.root_doc:
        name, below = book, ""
    card = f"{FOLDER}/{pagename.replace('/', '-')}.png"
    target = Path(app.outdir, card)
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(kept_card(Path(app.srcdir, KEPT), name, above, below), target)

    base = app.config.html_baseurl
    top = "../" * pagename.count("/")
    tags = TAGS.format(
        kind="website" if pagename == app.config.root_doc else "article",
        book=escape(book),
        title=escape(name),
        description=escape(context["description"]),
        image=escape(f"{base or top}{card}"),
        width=SIZE[0],
        height=SIZE[1],
    )
    if base:
        tags += ADDRESS.format(url=escape(f"{base}{pagename}.html"))
    context["metatags"] = context.get("metatags", "") + tags


def above_title(pagename, number):
    """Return what kind of page it is, to stand over its title.

    Examples
    --------
    >>> above_title("book/04_embedding", "4.")
    'Chapter 4'
    >>> above_title("exercises/04_embedding/04_embedding", "4.7.")
    'Exercise'
    """
    if pagename.startswith("exercises/"):
        return "Exercise"
    return f"Chapter {number.rstrip('.')}" if number else "A course in NumPy"


def kept_card(folder, title, above, below):
    """Return the picture for a title, drawn now if it never was."""
    drawing = Path(__file__).with_name("card_drawing.py").read_bytes()
    words = "\n".join((title, above, below)).encode()
    path = folder / f"{hashlib.sha256(drawing + words).hexdigest()[:16]}.png"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.png")  # pages may be written at once
        draw_card(unfinished, title, above, below)
        unfinished.replace(path)
    return path


def plain(title):
    """Return a title without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", title))


def setup(app):
    """Connect to the page being made, after its description."""
    app.connect("config-inited", find_address)
    app.connect("html-page-context", add_card, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
