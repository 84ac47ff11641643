"""Leave out what the theme and its companions load on every page and this page does not use."""

import re

# What a page needs a file for: a pattern in its text, or None where no page needs it. Files that
# are not listed stay.
NEEDED_FOR = {
    "DOCUMENTATION_OPTIONS.": None,  # for a switcher of versions, and search in a pop-up
    "toggle": r'class="([^"]* )?(toggle|dropdown)[ "]',  # sphinx-togglebutton
    "design-tabs.js": r'class="([^"]* )?sd-tab-set[ "]',
    "sphinx-design": r'class="([^"]* )?sd-',
    "mystnb.": r'class="([^"]* )?cell[ "]',
    "copybutton": r'class="([^"]* )?highlight[ "]',
    "clipboard": r'class="([^"]* )?highlight[ "]',
    "pygments.css": r'class="([^"]* )?highlight[ "]',
}

# the template has one already
SECOND_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'


def drop_thebe(app, config):
    """Keep thebe out of the pages: no page uses it, and it declares its address twice."""
    for listeners in app.events.listeners.values():
        listeners[:] = [
            it for it in listeners if not it.handler.__module__.startswith("sphinx_thebe")
        ]
    app.registry.css_files[:] = [it for it in app.registry.css_files if "thebe" not in it[0]]


def leave_out(app, pagename, templatename, context, doctree):
    """Keep of the scripts and style sheets those that the page has a use for."""
    body = context.get("body", "")
    context["metatags"] = context.get("metatags", "").replace(SECOND_VIEWPORT, "")
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, ()) if is_used(file, body)]


def is_used(file, body):
    """Tell whether a page has a use for a script or style sheet.

    Parameters
    ----------
    file : sphinx.builders.html._assets
        Its name, or the text of an inline script.
    body : str
        The page's text as HTML.
    """
    what = str(getattr(file, "filename", file) or "") or file.attributes.get("body", "")
    for part, pattern in NEEDED_FOR.items():
        if part in what:
            return pattern is not None and re.search(pattern, body) is not None
    return True


def name_what_unfolds(app, pagename, templatename, context, doctree):
    """Say in words what the arrows in the list of pages unfold; folded cells say it themselves."""
    if "body" in context:
        context["body"] = context["body"].replace(
            '<summary aria-label="Toggle hidden content">', "<summary>"
        )
    make = context.get("generate_toctree_html")
    if make:
        context["generate_toctree_html"] = lambda *args, **kwargs: re.sub(
            r">([^<]+)</a><details([^>]*)><summary>",
            r'>\1</a><details\2><summary aria-label="Pages of \1">',
            str(make(*args, **kwargs)),
        )


def allow_parallel_reading(app, config):
    """Say for two extensions that they may read pages in parallel, as they in fact can."""
    for name in ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"):
        if name in app.extensions:
            app.extensions[name].parallel_read_safe = True


def setup(app):
    """Connect the repairs."""
    app.connect("config-inited", drop_thebe)
    app.connect("html-page-context", leave_out, priority=900)
    app.connect("html-page-context", name_what_unfolds, priority=900)
    app.connect("config-inited", allow_parallel_reading)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
