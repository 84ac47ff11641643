"""One style sheet for all pages, with those rules of the theme's that some page can use.

The theme and its companions bring a dozen style sheets, which a browser loads before it draws
anything. Nine of ten of their rules are for things that no page here has.
"""

import re
import shutil
from pathlib import Path

import tinycss2
from sphinx.util import logging

NAME = "book.css"
PARTS = "style_sheets"  # beside the site: what the one was made of
THEME = "styles/pydata-sphinx-theme.css"
# in this order; what else a page asks for stays beside it
SOURCES = (
    "basic.css",
    THEME,
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "togglebutton.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "course.css",
    "icons.css",
)
# scripts that give elements classes after the page is loaded
SCRIPTS = (
    "_static/*.js",
    "_static/scripts/pydata-sphinx-theme.js",
    "_static/scripts/sphinx-book-theme.js",
    "learning/*.js",
    "pictures/*.js",
)

NAMES_IN_HTML = re.compile(r"""\b(?:class|id)=["']([^"']*)["']""")
WORD = re.compile(r"[A-Za-z_][\w-]*")
URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)["']?\s*\)""")


def link_one(app, pagename, templatename, context, doctree):
    """Let the page ask for the one style sheet in the place of its parts."""
    context["css_files"] = [
        file
        for file in context.get("css_files", ())
        if not is_part(getattr(file, "filename", file))
    ]


def is_part(filename):
    """Tell whether the one style sheet has what is in this one."""
    name = Path(str(filename).partition("?")[0])
    return any(name.match(source) for source in SOURCES)


def write_one(app, exception):
    """Write the one style sheet, when all pages are there and it is known what they use."""
    if exception or app.builder.name != "html":
        return
    static = Path(app.outdir, "_static")
    if not (static / THEME).is_file():
        return  # no page was written, and nothing copied: the one is as it should be
    found = list(parts(static))
    names = names_in_use(Path(app.outdir))
    text = "\n".join(used_rules(with_urls_from(static, path), names) for path in found)
    (static / NAME).write_text(text, encoding="utf-8")
    for path in found:
        kept = Path(app.outdir).parent / PARTS / path.relative_to(static)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, kept)
    logging.getLogger(__name__).info("%s: %d kB", NAME, len(text.encode()) // 1000)


def parts(static):
    """Yield the style sheets in a folder that the one is made of, in order."""
    for source in SOURCES:
        yield from sorted(static.glob(source))


def names_in_use(pages):
    """Return every class and id of the pages in a folder, and every word of their scripts."""
    names = set()
    for page in pages.rglob("*.html"):
        for found in NAMES_IN_HTML.findall(page.read_text(encoding="utf-8")):
            names.update(found.split())
    for pattern in SCRIPTS:
        for script in pages.glob(pattern):
            names.update(WORD.findall(script.read_text(encoding="utf-8")))
    return names


def with_urls_from(static, path):
    """Return a style sheet's text, with addresses as they are in the folder `static`."""
    folder = path.parent.relative_to(static)
    text = path.read_text(encoding="utf-8")
    return URL.sub(lambda url: f'url("{(folder / url[1]).as_posix()}")', text)


def used_rules(text, names):
    """Return those rules of a style sheet that can apply to something.

    Parameters
    ----------
    text : str
        A style sheet.
    names : set of str
        The classes and ids that there are.

    Examples
    --------
    >>> used_rules(".a { color: red } .a .b, .c:hover { color: blue }", {"a", "c"})
    '.a{ color: red }.c:hover{ color: blue }'
    """
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, names))


def _kept(rules, names):
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [each for each in _split(rule.prelude) if _can_match(each, names)]
            if selectors:
                prelude = ",".join(tinycss2.serialize(each).strip() for each in selectors)
                yield f"{prelude}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer"):
            if rule.content is None:  # «@layer a, b;»
                yield rule.serialize()
                continue
            inside = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            kept = "".join(_kept(inside, names))
            if kept:
                prelude = tinycss2.serialize(rule.prelude)
                yield f"@{rule.at_keyword}{prelude}{{{kept}}}"
        elif rule.type == "at-rule" and not _is_for_icon_fonts(rule):
            yield rule.serialize()


def _is_for_icon_fonts(rule):
    # icons.css has drawn icons in their place
    return rule.lower_at_keyword == "font-face" and "Awesome" in rule.serialize()


def _split(prelude):
    """Return the selectors of a rule."""
    selectors = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _can_match(selector, names):
    """Tell whether all classes and ids that a selector asks for are there."""
    before = None
    for token in selector:
        is_name = token.type == "hash" or (token.type == "ident" and before == ".")
        if is_name and token.value not in names:
            return False
        if token.type == "function" and before == ":" and token.lower_name in ("is", "where"):
            choices = _split(token.arguments)
            if not any(_can_match(choice, names) for choice in choices):
                return False
        before = token
    return True


def setup(app):
    """Connect to the page being made, after quiet_theme, and to the end of the build."""
    app.connect("html-page-context", link_one, priority=950)
    app.connect("build-finished", write_one, priority=900)  # the theme writes pygments.css there
    return {"parallel_read_safe": True, "parallel_write_safe": True}
