"""The directive `picture`, in a book of one page."""

import subprocess
import sys
from pathlib import Path

import pytest

EXTENSIONS = Path(__file__).resolve().parent.parent / "book" / "_ext"

CONF = f"""
import sys
from pathlib import Path

sys.path.insert(0, {str(EXTENSIONS)!r})
import pictures

pictures.SITE = Path(__file__).parent / "site"
extensions = ["myst_parser", "pictures"]
myst_enable_extensions = ["colon_fence"]
html_extra_path = ["site"]
templates_path = ["."]
"""

# as in the book's own layout
LAYOUT = '{% extends "!layout.html" %}{% block extrahead %}{{ site_styles }}{% endblock %}'

PAGE = """\
# A page

[There](picture-demo) it is.

:::{picture} demo
:alt: A «picture» & what to do
:data: numbers.js
The picture in **words**.
:::
"""

pytestmark = pytest.mark.slow


class Book:
    def __init__(self, folder):
        self.folder = folder
        (folder / "conf.py").write_text(CONF, encoding="utf-8")
        (folder / "layout.html").write_text(LAYOUT, encoding="utf-8")
        self.page(PAGE)
        for name in ("pictures/pictures.css", "pictures/pictures.js", "pictures/demo.js"):
            self.write(name, "/* */")
        self.write("numbers.js", "/* */")

    def page(self, text):
        (self.folder / "index.md").write_text(text, encoding="utf-8")

    def write(self, name, text):
        file = self.folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def build(self, builder="html"):
        """Return what the builder complains of, and the page."""
        out = self.folder / "_build" / builder
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-j", "2", "-b", builder]
        done = subprocess.run([*command, self.folder, out], capture_output=True, text=True)
        page = out / ("index.txt" if builder == "text" else "index.html")
        return done.stderr, page.read_text(encoding="utf-8") if page.exists() else ""


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def test_the_page_has_stage_words_and_scripts_in_order(book):
    complaints, page = book.build()
    assert not complaints
    assert '<a class="reference internal" href="#picture-demo">' in page
    figure = page[page.index("<figure") : page.index("</figure>")]
    for part in (
        'id="picture-demo"',
        'data-picture="demo"',
        'role="group"',
        'aria-label="A «picture» &amp; what to do"',
        '<div class="picture-stage"></div>',
        '<details class="picture-words" open>',
        "<strong>words</strong>",
    ):
        assert part in figure
    head = page[: page.index("</head>")]
    assert "pictures.css?v=" in head
    names = ["pictures.js", "numbers.js", "demo.js"]
    places = [head.index(f"{name}?v=") for name in names]
    assert places == sorted(places)
    assert head.count(" defer>") == 3


def test_a_changed_script_has_another_address_after_the_next_build(book):
    _, before = book.build()
    book.write("pictures/demo.js", "/* changed */")
    complaints, after = book.build()
    assert not complaints
    address = [next(x for x in page.split('"') if "demo.js" in x) for page in (before, after)]
    assert address[0] != address[1]
    copied = book.folder / "_build" / "html" / "pictures" / "demo.js"
    assert "changed" in copied.read_text(encoding="utf-8")


def test_a_style_of_its_own_is_loaded_where_there_is_one(book):
    assert "demo.css" not in book.build()[1]
    book.write("pictures/demo.css", "/* */")
    book.page(PAGE + "\nMore.\n")
    assert '<link rel="stylesheet" href="pictures/demo.css?v=' in book.build()[1]


@pytest.mark.parametrize("builder", ["singlehtml", "text"])
def test_in_print_there_are_only_words(book, builder):
    complaints, page = book.build(builder)
    assert not complaints
    assert "words" in page
    assert "<details" not in page
    assert "demo.js" not in page


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (":alt: A «picture» & what to do\n", "", "must say in :alt: what can be seen and done"),
        ("The picture in **words**.\n", "", "must tell in words what it shows"),
        ("{picture} demo", "{picture} dmeo", "pictures/dmeo.js: not there"),
        (":data: numbers.js", ":data: nmubers.js", "no folder of html_extra_path has nmubers.js"),
    ],
)
def test_what_is_missing_is_named(book, old, new, complaint):
    book.page(PAGE.replace("[There](picture-demo) it is.", "").replace(old, new))
    assert complaint in book.build()[0]
