"""The directive `progress`: a table of the chapters read and the quizzes answered right.

Its content is shown to everybody. The table below it lists the pages with a quiz;
`learning/panel.js` fills it in and shows it. Every page loads `learning/progress.js`, which keeps
what was read in the reader's browser.
"""

from docutils import nodes
from quiz import questions_of, quiz
from site_files import SITE, load
from sphinx.util.docutils import SphinxDirective

EVERYWHERE = ["learning/progress.js"]
CHAPTER = ["learning/chapter_end.js"]  # a quiz loads the style
PANEL = ["learning/learning.css", "learning/panel.js"]


class panel(nodes.General, nodes.Element):
    """The table of progress; its children are what is shown to everybody."""


class Progress(SphinxDirective):
    """Make a `panel` of the directive's content."""

    has_content = True

    def run(self):
        """Return the node."""
        for file in [*EVERYWHERE, *PANEL]:
            self.env.note_dependency(str(SITE / file))
        self.env.metadata[self.env.docname]["progress"] = True
        node = panel()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def visit_panel(translator, node):
    """Show the content as it is."""


def depart_panel(translator, node):
    """Add the table, which shows only where there is JavaScript."""
    pages = sorted(questions_of(translator.builder.env))
    rows = "".join(row_of(translator, page) for page in pages)
    translator.body.append(f"""\
<div class="progress-panel" hidden>
<p class="progress-sum" role="status"></p>
<p class="progress-lost" hidden>This browser keeps nothing for this site: \
what you mark is forgotten when you leave the page.</p>
<table class="table">
<thead><tr><th scope="col">Chapter</th><th scope="col">Read</th>\
<th scope="col">Quiz</th></tr></thead>
<tbody>{rows}</tbody>
</table>
<button type="button">Forget my progress</button>
</div>
""")


def row_of(translator, page):
    """Return the row of one chapter."""
    builder = translator.builder
    address = builder.get_relative_uri(translator.docnames[0], page)
    number = ".".join(map(str, builder.env.toc_secnumbers.get(page, {}).get("", ())))
    title = translator.encode(f"{number}. {builder.env.titles[page].astext()}")
    questions = " ".join(questions_of(builder.env)[page])
    return (
        f'<tr data-chapter="{page}" data-questions="{questions}">'
        f'<th scope="row"><a class="reference internal" href="{address}">{title}</a></th>'
        '<td class="progress-read"></td><td class="progress-quiz"></td></tr>\n'
    )


def pages_with_panel(app, env):
    """Write pages with a table anew: other pages may have changed what it lists."""
    return [page for page, it in env.metadata.items() if "progress" in it]


def load_scripts(app, pagename, templatename, context, doctree):
    """Load what every page needs, and what a chapter's or the first page needs beyond that."""
    files = list(EVERYWHERE)
    if doctree and any(doctree.findall(quiz)):
        files += CHAPTER
    if doctree and any(doctree.findall(panel)):
        files += PANEL
    load(app, context, files)


def setup(app):
    """Add the directive and its node."""
    app.setup_extension("quiz")
    app.add_node(panel, html=(visit_panel, depart_panel))
    app.add_directive("progress", Progress)
    app.connect("env-updated", pages_with_panel)
    # before the scripts of other extensions, which use this one
    app.connect("html-page-context", load_scripts, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
