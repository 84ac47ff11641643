"""The directive `picture`: a place for an interactive picture, and its content in words.

`book/_site/pictures/<name>.js` draws it, and `<name>.css` may add to the style that all share.
Only pages with a picture load these. In print, the words stand in the picture's place.
"""

from docutils import nodes
from docutils.parsers.rst import directives
from site_files import SITE, load
from sphinx.util.docutils import SphinxDirective

SHARED = ["pictures/pictures.css", "pictures/pictures.js"]


class picture(nodes.General, nodes.Element):
    """A picture: `name`, `alt`, `data` (scripts to load before); its children are the words."""


class Picture(SphinxDirective):
    """Make a `picture` node of the directive's argument, options and content."""

    required_arguments = 1
    has_content = True
    option_spec = {  # noqa: RUF012, as docutils has it
        "alt": directives.unchanged_required,
        "data": directives.unchanged_required,
    }

    def run(self):
        """Return the node; a page depends on what its pictures load."""
        name = self.arguments[0]
        if not self.options.get("alt"):
            raise self.error(f"picture {name} must say in :alt: what can be seen and done")
        if not self.content:
            raise self.error(f"picture {name} must tell in words what it shows")
        if not (SITE / f"pictures/{name}.js").is_file():
            raise self.error(f"picture {name} expects {SITE}/pictures/{name}.js: not there")
        for file in [*SHARED, *files_of(name)]:
            self.env.note_dependency(str(SITE / file))

        node = picture(
            "\n".join(self.content),
            name=name,
            alt=self.options["alt"],
            data=self.options.get("data", "").split(),
            ids=[f"picture-{name}"],
            names=[f"picture-{name}"],  # so that [text](picture-name) leads here
        )
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        self.state.document.note_explicit_target(node)
        return [node]


def files_of(name):
    """Return the paths of a picture's own files, from the site's root."""
    files = [f"pictures/{name}.css", f"pictures/{name}.js"]
    return [file for file in files if (SITE / file).is_file()]


def for_print(builder):
    """Say whether a builder makes pages that nobody can play with."""
    return builder.name == "singlehtml"


def visit_html(translator, node):
    """Open the figure; its stage is empty until the script has drawn."""
    classes = ["picture", "picture-in-print"] if for_print(translator.builder) else ["picture"]
    attributes = {"data-picture": node["name"], "role": "group", "aria-label": node["alt"]}
    translator.body.append(translator.starttag(node, "figure", CLASSES=classes, **attributes))
    if not for_print(translator.builder):
        # the words are open; pictures.js closes them once there is a picture
        translator.body.append(
            '<div class="picture-stage"></div>\n'
            '<details class="picture-words" open><summary>In words</summary>\n'
        )


def depart_html(translator, node):
    """Close the figure."""
    end = "" if for_print(translator.builder) else "</details>\n"
    translator.body.append(f"{end}</figure>\n")


def only_words(translator, node):
    """Add nothing around the words."""


def load_what_is_shown(app, pagename, templatename, context, doctree):
    """Put the style and the scripts of a page's pictures into its head, in their order."""
    pictures = list(doctree.findall(picture)) if doctree else []
    if not pictures or for_print(app.builder):
        return
    files = list(SHARED)
    for node in pictures:
        files += [*node["data"], *files_of(node["name"])]
    load(app, context, files)


def setup(app):
    """Add the node and its directive."""
    words = (only_words, only_words)
    app.add_node(
        picture, html=(visit_html, depart_html), latex=words, text=words, man=words, texinfo=words
    )
    app.add_directive("picture", Picture)
    app.connect("html-page-context", load_what_is_shown)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
