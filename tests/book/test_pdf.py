"""The book to print: every chapter with its figures, and no reference that leads nowhere."""

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from assemble import assemble, parts_of
from bs4 import BeautifulSoup
from printing import finish

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "word2vec_from_scratch.pdf"


PAGES = [
    name
    for _, names in parts_of(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
    for name in names
]


def plain(text):
    """Return text as it is compared: one kind of blank, no ligatures."""
    return " ".join(text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff").split())


@pytest.fixture(scope="module")
def path(book):
    assert (book / NAME).is_file(), "there is no PDF of this book: `make pdf` makes it"
    return book / NAME


@pytest.fixture(scope="module")
def articles(book):
    """The content of each page of the site, by its name in the table of contents."""
    found = {}
    for name in PAGES:
        source = (book / f"{name}.html").read_text(encoding="utf-8")
        found[name] = BeautifulSoup(source, "html.parser").find("article")
        for link in found[name].select(".headerlink"):
            link.decompose()
    return found


@pytest.fixture(scope="module")
def titles(articles):
    return {name: plain(article.h1.get_text()) for name, article in articles.items()}


@pytest.fixture(scope="module")
def texts(path):
    with pypdfium2.PdfDocument(path) as document:
        return [plain(page.get_textpage().get_text_range()) for page in document]


@pytest.fixture(scope="module")
def pdf(path):
    with pikepdf.open(path) as document:
        yield document


@pytest.fixture(scope="module")
def beginnings(pdf):
    """The page that each page of the site begins on, from 1."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    return {name: numbers[pdf.Root.Dests["/" + name.replace("/", "-")][0].objgen] for name in PAGES}


def test_each_page_of_the_site_begins_a_page(beginnings, titles, texts):
    assert sorted(beginnings.values()) == list(beginnings.values())
    assert len(set(beginnings.values())) == len(PAGES)
    for name, number in beginnings.items():
        # the running header, the page's number, the title
        assert texts[number - 1].startswith(f"{titles[name]} {number} {titles[name]} "), name


def test_the_contents_say_which(beginnings, titles, texts):
    contents = " ".join(texts[1 : beginnings["index"] - 1])
    missing = [
        f"{titles[name]} {number}"
        for name, number in beginnings.items()
        if f"{titles[name]} {number}" not in contents
    ]
    assert not missing


def test_every_page_but_the_first_has_its_number(texts):
    assert not re.search(r"\b1\b", texts[0][:120])
    for number, text in enumerate(texts[1:], start=2):
        assert re.search(rf"\b{number}\b", text[:120]), f"page {number} begins: {text[:120]}"


def tags(pdf):
    """Yield what the PDF says of its structure, in order of reading."""
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        yield element
        inside = element.get("/K")
        inside = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
        stack += [each for each in reversed(inside) if isinstance(each, pikepdf.Dictionary)]


def test_every_figure_is_there_with_its_text(pdf, articles):
    printed = [str(tag.get("/Alt", "")) for tag in tags(pdf) if tag.get("/S") == "/Figure"]
    shown = [image["alt"] for article in articles.values() for image in article.find_all("img")]
    assert len(shown) > 40
    assert [plain(alt) for alt in printed if alt] == [plain(alt) for alt in shown if alt]


def test_links_lead_somewhere(pdf, articles):
    outside = set()
    for number, page in enumerate(pdf.pages, start=1):
        for link in page.obj.get("/Annots", ()):
            if link.get("/Subtype") != "/Link":
                continue
            if "/Dest" in link:
                assert str(link.Dest) in pdf.Root.Dests, f"{link.Dest} on page {number}"
            else:
                outside.add(str(link.A.URI))
    assert all(address.startswith("https://") for address in outside), outside
    on_site = {
        link["href"]
        for article in articles.values()
        for link in article.select('a[href^="http"]')
        if not link.find_parent("nav")
    }
    assert len(outside) == len(on_site)


def test_no_reference_is_open_and_no_formula_unset(texts):
    for number, text in enumerate(texts, start=1):
        for trace in ("??", r"\(", r"\[", r"\frac", r"\mathrm", "{ref}", "{numref}"):
            assert trace not in text, f"{trace} on page {number}"


def test_bookmarks_are_the_headings(pdf, titles, beginnings):
    with pdf.open_outline() as outline:
        top = [plain(bookmark.title) for bookmark in outline.root]
        sections = [child.title for bookmark in outline.root for child in bookmark.children]
    assert top == ["Contents", *titles.values()]
    assert len(sections) > 5 * sum(name.startswith("book/") for name in PAGES)


def test_answers_are_unfolded(texts, articles):
    folded = articles["book/01_fancy_indexing"].select("details:not(.hide)")
    assert folded
    whole = "".join(texts).replace(" ", "")
    for details in folded:
        last = details.find_all("p")[-1]
        assert plain(last.get_text()).replace(" ", "") in whole


def test_the_first_page_links_to_it(articles, path):
    (link,) = articles["index"].select(f'.course-links a[href="{NAME}"]')
    assert "PDF" in link.get_text()


# the document that is printed --------------------------------------------------------


@pytest.fixture
def small_book(tmp_path):
    """A function that writes a site of two pages, and assembles it."""
    (tmp_path / "_toc.yml").write_text(
        "root: index\nparts: [{caption: Part, chapters: [{file: book/a}]}]"
    )
    (tmp_path / "_config.yml").write_text("{title: Book, html: {extra_footer: <p>Free.</p>}}")
    (tmp_path / "book").mkdir()

    def make(first, second):
        for name, inside in (("index", first), ("book/a", second)):
            page = f'<head></head><article class="bd-article"><h1>{name}</h1>{inside}</article>'
            (tmp_path / f"{name}.html").write_text(page)
        files = tmp_path / "_toc.yml", tmp_path / "_config.yml"
        where = tmp_path / "pdf"
        document = assemble(tmp_path, *files, where, tmp_path / "print.css")
        return BeautifulSoup(document, "html.parser")

    return make


def test_ids_of_two_pages_stay_apart(small_book):
    first = '<p id="x">1</p><a href="book/a.html#x">there</a><a href="#x">here</a>'
    second = '<p id="x">2</p><a href="../index.html">back</a><label for="x">2</label>'
    document = small_book(first, second)
    for link, leads_to in (("there", "2"), ("here", "1")):
        target = document.find("a", string=link)["href"].removeprefix("#")
        assert document.find(id=target).string == leads_to
    assert document.find("a", string="back")["href"] == "#index"
    assert document.find(id=document.find("label")["for"]).string == "2"


def test_a_link_to_nothing_is_an_error(small_book):
    with pytest.raises(LookupError, match=r"index links to book/a.html#gone, which is not there"):
        small_book('<a href="book/a.html#gone">x</a>', "")


def test_a_file_on_the_site_is_no_link_on_paper(small_book):
    document = small_book('<p>x</p><a href="notebooks/all.zip">all</a>', "")
    assert "href" not in document.find("a", string="all").attrs


def test_pictures_are_found_from_where_the_document_is(small_book):
    document = small_book("<p>x</p>", '<img src="../_images/a.svg" alt="a">')
    assert document.find("img")["src"] == "../_images/a.svg"


def test_bookmarks_without_headings_are_an_error():
    empty = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(empty)
    with pytest.raises(ValueError, match="zip"):
        finish(empty.getvalue(), ["a heading that is not printed"])
