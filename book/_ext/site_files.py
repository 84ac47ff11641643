"""Styles and scripts that only some pages need: from book/_site into a page's head."""

import html
import zlib
from pathlib import Path

from sphinx.util import logging

SITE = Path(__file__).resolve().parent.parent / "_site"

logger = logging.getLogger(__name__)


def load(app, context, files):
    """Put styles and scripts, named from the site's root, into a page's head, each once.

    The template takes the styles from ``site_styles``: they come after those that all pages have.
    """
    for file in dict.fromkeys(files):
        where = address(app, context, file)
        if file.endswith(".css"):
            kind, tag = "site_styles", f'<link rel="stylesheet" href="{where}">'
        else:
            kind, tag = "metatags", f'<script src="{where}" defer></script>'
        context[kind] = f"{context.get(kind, '')}\n{tag}"


def address(app, context, file):
    """Return a file's address seen from this page; it changes with the file's content."""
    # extra files are copied before pages are written
    copied = Path(app.outdir, file)
    if not copied.is_file():
        logger.warning("%s: no folder of html_extra_path has %s", context["pagename"], file)
        return file
    version = zlib.crc32(copied.read_bytes())
    return html.escape(f"{context['pathto'](file, resource=True)}?v={version:08x}")
