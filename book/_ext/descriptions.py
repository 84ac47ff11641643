"""A description of each page, for search engines and for whoever shares a link to it.

A page's front matter may have one (``description: …``). Otherwise it is how its text begins.
"""

import re
from html import escape

from docutils import nodes

LONGEST = 160  # characters; search engines show no more
SHORTEST = 60  # a paragraph below this only leads to what follows it

# pages that Sphinx makes, and gives no title
MADE = {"genindex": "Index", "py-modindex": "Python modules", "search": "Search"}


def describe(app, pagename, templatename, context, doctree):
    """Put the description into the page's head, and where other extensions find it."""
    context.setdefault("title", MADE.get(pagename, pagename))
    own = (context.get("meta") or {}).get("description")
    if not own and doctree is not None:
        own = beginning(doctree)
    context["description"] = shortened(
        own.rstrip(":") if own else f"{context['title']}: {app.config.html_title}"
    )
    tag = f'<meta name="description" content="{escape(context["description"])}">\n'
    context["metatags"] = context.get("metatags", "") + tag


def beginning(doctree):
    """Return the first text of a page that says something.

    A few words before a list, such as «You will be able to», are taken with the list.

    Parameters
    ----------
    doctree : docutils.nodes.document

    Returns
    -------
    text : str
        Empty where there is none.
    """
    for paragraph in doctree.findall(nodes.paragraph):
        text = _one_line(paragraph)
        after = paragraph.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.bullet_list) and len(text) < SHORTEST:
            items = " ".join(_one_line(item) for item in after)
            return f"{text.rstrip(':')}: {items}"
        if len(text) >= SHORTEST:
            return text
    return ""


def shortened(text):
    """Return text that is no longer than a description may be, cut between words.

    Examples
    --------
    >>> len(shortened("word " * 100)) <= LONGEST
    True
    >>> shortened("word " * 100)[-6:]
    'word …'
    """
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return re.sub(r"\W*\s\S*$", " …", text[: LONGEST - 1])


def _one_line(node):
    node = node.deepcopy()
    for formula in list(node.findall(nodes.math)):
        # W_\mathrm{out} is read as W_out
        formula.replace_self(nodes.Text(re.sub(r"\\[a-z]+\{(.*?)\}", r"\1", formula.astext())))
    return " ".join(node.astext().split())


def setup(app):
    """Connect to the page being made."""
    app.connect("html-page-context", describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
