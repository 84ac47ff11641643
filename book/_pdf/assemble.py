"""All pages of the built book as one HTML document, in the order of its table of contents."""

import html
import posixpath
import re
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup

# what only a screen has use for; code that is folded there is left out here
ON_SCREEN = ".headerlink, .course-links, script, style, details.hide"
# attributes that name ids of the same page
NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")

DOCUMENT = """\
<!DOCTYPE html>
<html lang="en" data-theme="light" data-mode="light" data-content_root="{root}/">
<head>
<meta charset="utf-8">
<title>{title}</title>
{styles}
<style>
{headers}
</style>
{formulas}
</head>
<body>
<section class="cover">
<p class="cover-title">{title}</p>
<p class="cover-about">{about}</p>
<p class="cover-licence">{licence}</p>
</section>
<nav class="book-contents" aria-label="Contents">
<h1 id="contents">Contents</h1>
{contents}
</nav>
{chapters}
</body>
</html>
"""


class Page:
    """One page of the built book.

    Parameters
    ----------
    built : path
        The folder of the built book.
    name : str
        As in ``_toc.yml``: ``"book/04_embedding"``.
    """

    def __init__(self, built, name):
        self.name = name
        soup = BeautifulSoup((built / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        self.head = soup.head
        self.article = soup.find("article", class_="bd-article")
        for useless in self.article.select(ON_SCREEN):
            useless.decompose()
        self.scripts = soup.find_all("script")
        self.title = " ".join(self.article.h1.get_text().split())
        self.ids = {tag["id"] for tag in self.article.find_all(id=True)}

    @property
    def anchor(self):
        """The id of its beginning in the one document."""
        return self.name.replace("/", "-")

    def anchor_of(self, id_):
        """Return the id in the one document of what has the id `id_` on this page."""
        return f"{self.anchor}--{id_}"


def assemble(built, toc, settings, where, stylesheet):
    """Return the one document.

    Parameters
    ----------
    built : path
        The folder of the built book.
    toc, settings : path
        ``_toc.yml`` and ``_config.yml``.
    where : path
        The folder that the document will be in; it refers to files in `built` from there.
    stylesheet : path
        How it looks on paper.

    Returns
    -------
    document : str

    Raises
    ------
    LookupError
        If a page links to a place that is not there.
    """
    parts = parts_of(yaml.safe_load(toc.read_text(encoding="utf-8")))
    settings = yaml.safe_load(settings.read_text(encoding="utf-8"))
    pages = {name: Page(built, name) for _, names in parts for name in names}
    to_built = posixpath.relpath(built.resolve().as_posix(), where.resolve().as_posix())
    for page in pages.values():
        _name_apart(page)
        _lead_links(page, pages, to_built)
        for folded in page.article.find_all("details"):
            folded["open"] = ""
    first = next(iter(pages.values()))
    styles = _styles(pages.values(), to_built)
    styles.append(posixpath.relpath(stylesheet.resolve().as_posix(), where.resolve().as_posix()))
    return DOCUMENT.format(
        root=to_built,
        title=html.escape(settings["title"]),
        about=html.escape(_description(first)),
        licence=re.sub("<[^>]+>", "", settings["html"]["extra_footer"]).strip(),
        styles="\n".join(f'<link rel="stylesheet" href="{address}">' for address in styles),
        headers="\n".join(_running_header(page) for page in pages.values()),
        formulas=_formulas(pages.values()),
        contents=_contents(parts, pages),
        chapters="\n".join(_chapter(page) for page in pages.values()),
    )


def parts_of(toc):
    """Return the captions of a table of contents, each with the names of its pages.

    Returns
    -------
    parts : list of (str, list of str)
        The first, without a caption, has the book's first page.
    """

    def names(entries):
        for entry in entries:
            yield entry["file"]
            yield from names(entry.get("sections", ()))

    parts = [("", [toc["root"]])]
    for part in toc.get("parts", ()):
        parts.append((part.get("caption", ""), list(names(part["chapters"]))))
    return parts


def _name_apart(page):
    """Give the page's ids names that no other page has."""
    for tag in page.article.find_all(id=True):
        tag["id"] = page.anchor_of(tag["id"])
    for name in NAMING:
        for tag in page.article.find_all(attrs={name: True}):
            tag[name] = " ".join(page.anchor_of(id_) for id_ in _words(tag[name]))
    for tag in page.article.find_all("input", attrs={"name": True}):
        tag["name"] = page.anchor_of(tag["name"])  # else all quizzes would be one


def _words(value):
    return value if isinstance(value, list) else value.split()


def _lead_links(page, pages, to_built):
    """Lead links between pages to places in the one document, and others to where they led."""
    folder = posixpath.dirname(page.name)
    for tag in page.article.find_all("a", href=True):
        url = urlsplit(tag["href"])
        if url.scheme or url.netloc:
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(url.path)))
        name = path.removesuffix(".html") if url.path else page.name
        if name not in pages:
            del tag["href"]  # a file on the site: no use on paper
            continue
        target = pages[name]
        if url.fragment and unquote(url.fragment) not in target.ids:
            raise LookupError(f"{page.name} links to {tag['href']}, which is not there")
        tag["href"] = "#" + (
            target.anchor_of(unquote(url.fragment)) if url.fragment else target.anchor
        )
    for tag in page.article.find_all(src=True):
        if not urlsplit(tag["src"]).scheme:
            path = posixpath.normpath(posixpath.join(folder, tag["src"]))
            tag["src"] = f"{to_built}/{path}"


def _from_page(page, address, to_built):
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), address))
    return f"{to_built}/{path}"


def _styles(pages, to_built):
    """Return the addresses of all style sheets of the pages, each once, in order."""
    found = {}
    for page in pages:
        for link in page.head.find_all("link", rel="stylesheet"):
            found[_from_page(page, link["href"], to_built)] = None
    return list(found)


def _formulas(pages):
    """Return the script that sets formulas, the same on all pages; no other has a use on paper."""
    scripts = (script for page in pages for script in page.scripts)
    return next((str(script) for script in scripts if "window.MathJax" in script.text), "")


def _description(page):
    first = page.article.find("p")
    return " ".join(first.get_text().split())


def _running_header(page):
    title = page.title.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f"#{page.anchor} {{ page: {page.anchor}; }}\n@page {page.anchor} {{ @top-center {{ "
        f'content: "{title}"; }} }}'
    )


def _contents(parts, pages):
    lines = []
    for caption, names in parts:
        if caption:
            lines.append(f'<p class="contents-part">{html.escape(caption)}</p>')
        lines.append("<ol>")
        lines += [
            f'<li><a href="#{pages[name].anchor}"><span class="contents-title">'
            f'{html.escape(pages[name].title)}</span><span class="contents-page"></span></a></li>'
            for name in names
        ]
        lines.append("</ol>")
    return "\n".join(lines)


def _chapter(page):
    inside = page.article.decode_contents()
    return f'<article class="bd-article chapter" id="{page.anchor}">\n{inside}\n</article>'
