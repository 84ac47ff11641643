"""Under the title of each exercise: links that download its notebook or open it elsewhere.

The addresses for Binder, Colab and their like are the theme's, by ``repository`` and
``launch_buttons`` in ``_config.yml``. Where no repository is named there are none.
"""

from html import escape

NOTEBOOKS = "notebooks"  # on the site; made by `python -m grading handout`
ZIP = "word2vec_notebooks.zip"

NAV = '<nav class="course-links" aria-label="This exercise as a notebook">\n{links}\n</nav>'
LINK = '<a href="{address}"{download}>{text}</a>'


def drop_launch_buttons_without_repository(app, config):
    """Spare the theme launch buttons with nothing to launch, which it cannot build."""
    if not config.html_theme_options.get("repository_url"):
        config.html_theme_options["launch_buttons"] = {}


def add_links(app, pagename, templatename, context, doctree):
    """Take the theme's launch buttons from the header, and show them where they are of use."""
    launch = take_launch_buttons(context)
    folder, _, name = pagename.rpartition("/")
    if folder != f"exercises/{name}" or "body" not in context:
        return
    top = "../" * pagename.count("/")
    links = [
        LINK.format(
            address=f"{top}{NOTEBOOKS}/{name}.ipynb",
            download=" download",
            text="Download this notebook",
        ),
        *(
            LINK.format(
                address=escape(button["url"]), download="", text=f"Open it in {button['text']}"
            )
            for button in launch
        ),
        LINK.format(
            address=f"{top}{NOTEBOOKS}/{ZIP}",
            download=" download",
            text="All notebooks (zip)",
        ),
    ]
    title, end, rest = context["body"].partition("</h1>")
    context["body"] = f"{title}{end}\n{NAV.format(links=chr(10).join(links))}{rest}"


def take_launch_buttons(context):
    """Remove the theme's launch buttons from a page's header, and return them."""
    groups = context.get("header_buttons", [])
    launch = [group for group in groups if group.get("label") == "launch-buttons"]
    for group in launch:
        groups.remove(group)
    return [button for group in launch for button in group["buttons"]]


def setup(app):
    """Connect to the page being made, after the theme."""
    app.connect("config-inited", drop_launch_buttons_without_repository)
    app.connect("html-page-context", add_links, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
