"""Mend what Jupyter Book's theme gets wrong on every page."""


def drop_thebe(app, pagename, templatename, context, doctree):
    """Leave out thebe: its address is declared twice, a script error, and no page uses it."""
    for kind in ("script_files", "css_files"):
        context[kind] = [
            file
            for file in context.get(kind, [])
            if "thebe" not in str(getattr(file, "filename", ""))
        ]


def allow_parallel_reading(app, config):
    """Say for two extensions that they may read pages in parallel, as they in fact can."""
    for name in ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"):
        if name in app.extensions:
            app.extensions[name].parallel_read_safe = True


def setup(app):
    """Connect the repairs."""
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("config-inited", allow_parallel_reading)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
