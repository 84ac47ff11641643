"""The directive ``downloads``: links to what can be had of the book besides its pages.

What has not been made yet is not linked: the PDF needs Chromium. Made later, it is linked the
next time the book is built.
"""

from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

SITE = Path("_build", "site")  # made by make; its content is copied to the site's root
FILES = {
    "word2vec_from_scratch.pdf": "The book to print (PDF)",
    "notebooks/word2vec_notebooks.zip": "All notebooks (zip)",
}
LINK = '<a href="{path}">{text}</a>'


class Downloads(Directive):
    """``:::{downloads}``, on the first page."""

    def run(self):
        """Return the links as HTML."""
        env = self.state.document.settings.env
        links = []
        for path, text in FILES.items():
            file = Path(env.srcdir, SITE, path)
            env.note_dependency(str(file))  # the page is read anew when it comes or goes
            if file.is_file():
                top = "../" * env.docname.count("/")
                links.append(LINK.format(path=escape(top + path), text=escape(text)))
        if not links:
            return []
        nav = '<nav class="course-links" aria-label="Downloads">\n{}\n</nav>'
        return [nodes.raw("", nav.format("\n".join(links)), format="html")]


def setup(app):
    """Add the directive."""
    app.add_directive("downloads", Downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
