"""Print one HTML document with Chromium, and put page numbers into its contents."""

import io

import pikepdf
from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # the script for formulas is a file beside the document; nothing else is loaded
    "--allow-file-access-from-files",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]
WAIT = 300_000  # ms: some hundred pages with their formulas

FORMULAS = "() => window.MathJax?.startup.promise.then(() => true)"
NUMBER = """pages => {
  for (const link of document.querySelectorAll(".book-contents a"))
    link.querySelector(".contents-page").textContent =
      pages[decodeURIComponent(link.hash.slice(1))];
}"""

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter(heading => heading.checkVisibility())
  .map(heading => heading.textContent.replace(/\\s+/g, " ").trim())"""


def print_document(path, chromium):
    """Return the PDF of a document.

    It is printed twice: once to see which page each chapter begins on, and once more with
    these numbers in the contents.

    Parameters
    ----------
    path : path
        The document. Its contents are links in ``.book-contents``, each with a
        ``.contents-page``.
    chromium : str
        The browser's program.

    Returns
    -------
    pdf : bytes

    Raises
    ------
    RuntimeError
        If a script of the document fails, or the numbers moved the pages.
    """
    errors = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: errors.append(error))
        page.emulate_media(media="print", color_scheme="light", reduced_motion="reduce")
        page.goto(path.resolve().as_uri(), wait_until="load")
        page.evaluate(FORMULAS)
        if errors:
            raise RuntimeError(f"a script of {path} failed: {errors[0]}")
        before = page_numbers(page.pdf(prefer_css_page_size=True))
        page.evaluate(NUMBER, before)
        headings = page.evaluate(HEADINGS)
        pdf = page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
        browser.close()
    after = page_numbers(pdf)
    moved = [name for name in before if after[name] != before[name]]
    if moved:
        raise RuntimeError(f"page numbers in the contents moved {len(moved)} places: {moved[:3]}")
    return finish(pdf, headings)


def page_numbers(pdf):
    """Return the page that each named place of a PDF is on, from 1."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        return {
            name.removeprefix("/"): numbers[place[0].objgen]
            for name, place in document.Root.Dests.items()
        }


def finish(pdf, headings):
    """Return the same PDF with readable bookmarks, packed as tightly as the format allows.

    Parameters
    ----------
    pdf : bytes
    headings : list of str
        The text of all headings. Chromium writes each line of one twice into its bookmark.
    """
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_outline(max_depth=6) as outline:
            for bookmark, heading in zip(_in_order(outline.root), headings, strict=True):
                bookmark.title = heading
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            linearize=True,  # a browser shows the first page before it has the last
        )
    return packed.getvalue()


def _in_order(bookmarks):
    for bookmark in bookmarks:
        yield bookmark
        yield from _in_order(bookmark.children)
