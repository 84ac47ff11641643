"""Mend what Jupyter Book's theme gets wrong on every page."""


def drop_thebe(app, config):
    """Keep thebe out of the pages: no page uses it, and it declares its address twice."""
    for listeners in app.events.listeners.values():
        listeners[:] = [
            it for it in listeners if not it.handler.__module__.startswith("sphinx_thebe")
        ]
    app.registry.css_files[:] = [it for it in app.registry.css_files if "thebe" not in it[0]]


def allow_parallel_reading(app, config):
    """Say for two extensions that they may read pages in parallel, as they in fact can."""
    for name in ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"):
        if name in app.extensions:
            app.extensions[name].parallel_read_safe = True


def setup(app):
    """Connect the repairs."""
    app.connect("config-inited", drop_thebe)
    app.connect("config-inited", allow_parallel_reading)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
