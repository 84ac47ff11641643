"""Make the pages that nbgrader makes of a notebook harmless to whoever opens them.

A student's text and output are shown to their graders and, by some courses, to others. What
nbgrader's ``generate_feedback`` writes, and what its formgrader shows, may hold scripts of the
student's; with these two, named in ``nbgrader_config.py``, it holds none, and loads nothing that
the student named.
"""

import base64
import binascii
import html
import re

import bleach
from bleach.css_sanitizer import CSSSanitizer
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

#: Characters of HTML in one output, and the depth of its elements; what is more is left out.
#: Reading what was made to be slow to read takes time that grows with the square of it
MOST_HTML, DEEPEST = 50_000, 60
#: Characters of HTML and Markdown in all of a notebook, but for the tables of its checks
MOST_TOGETHER = 150_000

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div"),
    *("dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li"),
    *("ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
# their text is no text
_WITH_CONTENT = ["script", "style", "title", "template", "noscript", "iframe", "svg", "math"]
_CLASSED = {"code", "pre", "span", "table"}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?(?:END HIDDEN TESTS[^\n]*\n?|\Z)", re.M | re.S)
# of an output's forms, what nbconvert shows of them and how it can be made harmless
_PICTURES = {"image/png", "image/jpeg"}
_LEFT_OUT = "<p><em>{} characters of HTML are left out.</em></p>"


def clean_feedback(notebook, resources):
    """Leave in a graded notebook only what is harmless to show.

    Stands in ``c.HTMLExporter.preprocessors``, for feedback and for formgrader's pages.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    resources : dict
        nbconvert's.

    Returns
    -------
    notebook, resources
        As nbconvert wants it of a preprocessor.
    """
    left = {True: MOST_TOGETHER, False: MOST_TOGETHER}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader")
        # else it could set the page's title, or ask for a frame
        cell.metadata = {} if about is None else {"nbgrader": about}
        if cell.cell_type == "markdown":
            left[False] -= len(cell.source)
        if cell.cell_type == "raw" or (cell.cell_type == "markdown" and left[False] < 0):
            # nbconvert would put a raw cell into the page as it is
            cell.cell_type, cell.source = "markdown", fenced(cell.source)
        elif cell.cell_type == "code":
            is_check = bool(about and about.get("grade") and not about.get("solution"))
            if is_check:
                cell.source = _HIDDEN.sub("", cell.source)
            cell.outputs, left[is_check] = clean_outputs(cell.outputs, left[is_check])
    kernel = notebook.metadata.get("kernelspec")
    notebook.metadata = {} if kernel is None else {"kernelspec": kernel}
    return notebook, resources


@pass_context
def safe_markdown(context, source):
    """Return Markdown as HTML that is harmless.

    Stands in the place of nbconvert's filter ``markdown2html``: cells and comments go through it.

    Parameters
    ----------
    context : jinja2.runtime.Context
        With the cell that is shown, for its attached pictures.
    source : str

    Returns
    -------
    html : str
    """
    if len(source) > MOST_HTML:
        return f"<pre>{html.escape(source)}</pre>"
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments, anchor_link_text="")
    try:
        rendered = MarkdownWithMath(renderer=renderer).render(source)
    except (InvalidNotebook, RecursionError):  # a picture that is not there; nested too deep
        return f"<pre>{html.escape(source)}</pre>"
    return sanitise(rendered)


def sanitise(text):
    """Return HTML without anything that acts or loads.

    Elements and attributes that are not known to be harmless go; links lead to pages or the
    book; pictures are those that the text itself holds.

    Examples
    --------
    >>> sanitise('<p onclick="f()">a<script>f()</script><a href="javascript:f()">b</a></p>')
    '<p>a<a>b</a></p>'
    """
    if len(text) > MOST_HTML:
        return _LEFT_OUT.format(len(text))
    soup = BeautifulSoup(text, "html.parser")
    for element in soup(_WITH_CONTENT):
        element.decompose()
    if _depth(soup) > DEEPEST:
        return "<p><em>HTML that is nested too deep is left out.</em></p>"
    cleaned = bleach.clean(
        str(soup),
        tags=_TAGS,
        attributes=_is_harmless,
        protocols={"http", "https", "mailto", "data"},
        css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
        strip=True,
    )
    return cleaned


def _depth(soup):
    deepest, open_elements = 0, [(soup, 0)]
    while open_elements:
        element, depth = open_elements.pop()
        deepest = max(deepest, depth)
        open_elements += [(child, depth + 1) for child in element.find_all(recursive=False)]
    return deepest


def _is_harmless(tag, name, value):
    if tag == "img":
        return name == "alt" or (name == "src" and bool(_PICTURE.fullmatch(value)))
    if tag == "a" and name == "href":
        # «data:» would be a page of the student's own
        return not re.sub(r"[\x00-\x20]", "", value).lower().startswith("data:")
    if name == "class":
        return tag in _CLASSED
    if name == "style":
        return tag in {"td", "th"}
    return (name in {"colspan", "rowspan"} and tag in {"td", "th"}) or name == "title"


def clean_outputs(outputs, left=MOST_TOGETHER):
    """Return what is harmless to show of a cell's outputs.

    Parameters
    ----------
    outputs : list of NotebookNode
        Changed in place.
    left : int
        Characters of HTML that may come.

    Returns
    -------
    outputs : list of NotebookNode
    left : int
        Characters of HTML that may come after these; what is below 0 was left out.
    """
    kept = []
    for output in outputs:
        left -= len(_text(output.get("data", {}).get("text/html")) or "")
        kept.append(_clean_output(output, is_too_much=left < 0))
    return [each for each in kept if each], left


def _text(value):
    """Return a text that may be in a list of its lines, or None where it is something else."""
    if isinstance(value, list):
        value = "".join(value) if all(isinstance(line, str) for line in value) else None
    return value if isinstance(value, str) else None


def _clean_output(output, is_too_much):
    if output.output_type in ("stream", "error"):
        return output  # nbconvert escapes all of it
    data = {}
    for kind, value in output.get("data", {}).items():
        text = _text(value)
        if text is None:
            continue
        if kind == "text/html":
            data[kind] = _LEFT_OUT.format(len(text)) if is_too_much else sanitise(text)
        elif kind in ("text/plain", "text/latex") or (kind in _PICTURES and _is_base64(text)):
            data[kind] = text
        elif kind == "image/svg+xml":
            data[kind] = text  # shown as an image, in which nothing acts or loads
    if not data:
        return None
    output.data, output.metadata = data, {}
    return output


def _is_base64(text):
    try:
        base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def fenced(text):
    """Return Markdown that shows a text as it is."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"
