"""MathJax from this site: one script of the parts that the book's formulas need, and its fonts.

The files come out of the Python package sphinx-mathjax-offline, which has all of MathJax. Left
out are the menu, the explorer and the speech engine; formulas are still there for screen readers,
as MathML. Where there is no script, a formula is shown as it is written in TeX.
"""

import shutil
from importlib import metadata
from pathlib import Path

PACKAGE = "sphinx-mathjax-offline"
FOLDER = "mathjax"
SCRIPT = "mathjax.js"
# startup goes first; it begins when all have been read
PARTS = (
    "startup",
    "core",
    "input/tex",
    "output/chtml",
    "output/chtml/fonts/tex",
    "a11y/assistive-mml",
)
FONTS = "output/chtml/fonts/woff-v2"

LOADED = "MathJax.loader.preLoad({parts});\n"

# Text and pictures come first: MathJax is fetched when they are there. `startup.promise`, here as
# in MathJax itself, is for those who wait for the formulas. Each page says where the site's root
# is, the printed book too.
INLINE = f"""\
<script>
(() => {{
  "use strict";
  const root = new URL(document.documentElement.dataset.content_root, document.baseURI);
  const folder = new URL("_static/{FOLDER}/", root).href;
  let typeset, failed;
  const promise = new Promise((resolve, reject) => {{ [typeset, failed] = [resolve, reject]; }});
  window.MathJax = {{
    loader: {{load: [], failed}},
    chtml: {{fontURL: `${{folder}}fonts`}},
    options: {{processHtmlClass: "math"}},  // MyST tells it to leave all else alone
    startup: {{
      promise,
      pageReady: () => MathJax.startup.defaultPageReady().then(typeset, failed),
    }},
  }};
  addEventListener("load", () => {{
    const script = document.createElement("script");
    script.src = `${{folder}}{SCRIPT}`;
    document.head.append(script);
  }});
}})();
</script>
"""


def files():
    """Return the folder in which the package has MathJax.

    Raises
    ------
    FileNotFoundError
        If it is not where it was.
    """
    start = next(
        (file for file in metadata.files(PACKAGE) if file.match("mathjax/startup.js")), None
    )
    if start is None:
        raise FileNotFoundError(f"{PACKAGE} should hold mathjax/startup.js, but does not")
    return Path(start.locate()).parent


def write_mathjax(app, exception):
    """Put the script and the fonts on the site."""
    if exception or app.builder.format != "html":
        return
    source, target = files(), Path(app.outdir, "_static", FOLDER)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    text = [(source / f"{part}.js").read_text(encoding="utf-8") for part in PARTS]
    names = ", ".join(f'"{part}"' for part in PARTS)
    text.insert(1, LOADED.format(parts=names))
    (target / SCRIPT).write_text("\n".join(text), encoding="utf-8")
    shutil.copytree(source / FONTS, target / "fonts")


def load_where_needed(app, pagename, templatename, context, doctree):
    """Ask for MathJax on pages with formulas."""
    context["script_files"] = [
        file
        for file in context.get("script_files", ())
        if "mathjax" not in (file.filename or file.attributes.get("body", "")).lower()
    ]
    if 'class="math ' in context.get("body", ""):
        context["metatags"] = context.get("metatags", "") + INLINE


def setup(app):
    """Connect to the page being made, after Sphinx's own extension, and to the end."""
    app.connect("html-page-context", load_where_needed, priority=900)
    app.connect("build-finished", write_mathjax)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
