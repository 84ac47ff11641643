"""Leave on the site only those files of `_static` that a page asks for.

The theme copies icon fonts, scripts, translations and logos there, many times what the pages use.
A file stays if a page names it, or a script or the style sheet that stays.
"""

import re
from pathlib import Path

FILE_NAME = re.compile(r"[\w.-]+\.\w+")
NAMES_OTHERS = {".css", ".js"}


def remove_unused(app, exception):
    """Delete the other files, when all pages and the one style sheet are written."""
    if exception or app.builder.name != "html":
        return
    static = Path(app.outdir, "_static")
    files = {path for path in static.rglob("*") if path.is_file()}
    pages = (path for path in Path(app.outdir).rglob("*.html") if path not in files)
    for path in files - asked_for(pages, files):
        path.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def asked_for(pages, files):
    """Return those files that pages name, or a script or style sheet among those.

    Parameters
    ----------
    pages : iterable of path
    files : set of path

    Returns
    -------
    asked : set of path
    """
    asked, open_ = set(), list(pages)
    while open_:
        text = open_.pop().read_text(encoding="utf-8")
        names = set(FILE_NAME.findall(text))
        found = {path for path in files - asked if path.name in names and path.suffix != ".map"}
        asked |= found
        open_ += [path for path in found if path.suffix in NAMES_OTHERS]
    return asked


def setup(app):
    """Connect to the end of the build, after one_stylesheet."""
    app.connect("build-finished", remove_unused, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
