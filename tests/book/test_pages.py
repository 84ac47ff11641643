"""Every page of the book: no error, nothing wider than the window, accessible in both modes."""

import pytest

from tests.book.axe import violations
from tests.book.complaints import Complaints
from tests.book.sideways import too_wide
from tests.book.toc import pages_in_toc

PAGES = [
    pytest.param(name, id=name, marks=pytest.mark.xdist_group(f"book: {name}"))
    for name in (*pages_in_toc(), "genindex", "py-modindex", "search")
]

# What slides or fades is somewhere else, or of another colour, while it does.
AT_ONCE = """addEventListener("DOMContentLoaded", () => {
  const still = "{transition: none !important; animation: none !important}";
  document.head.append(document.createElement("style"));
  document.head.lastChild.textContent = `*, ::before, ::after ${still}`;
})"""

# Answers and boxes that a reader can unfold are part of the page.
UNFOLD = """async () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  for (const button of document.querySelectorAll("button.toggle-button-hidden")) button.click();
  await window.MathJax?.startup?.promise;
}"""


@pytest.fixture(scope="module")
def reader(browser, browser_context_args, site):
    """Share one browser among all pages: it loads what they have in common only once."""
    context = browser.new_context(**browser_context_args, reduced_motion="reduce")
    context.add_init_script(AT_ONCE)
    complaints = Complaints(site)
    complaints.watch(context)
    yield context.new_page(), complaints
    context.close()


@pytest.fixture(scope="module", params=PAGES)
def opened(request, reader):
    """Open a page, once for all the tests here, and unfold what is folded in it."""
    page, complaints = reader
    complaints.take()
    page.goto(f"{request.param}.html")
    page.evaluate(UNFOLD)
    return page, complaints


def test_page_loads_without_an_error(opened):
    _, complaints = opened
    found = complaints.take()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_page_is_no_wider_than_the_window(opened, width):
    page, _ = opened
    page.set_viewport_size({"width": width, "height": 844})
    found = too_wide(page)
    assert not found, f"{page.url} at {width} px:\n" + "\n".join(found)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_page_is_accessible(opened, mode):
    page, _ = opened
    page.evaluate(f"document.documentElement.dataset.theme = '{mode}'")
    found = violations(page)
    assert not found, f"{page.url} in {mode} mode:\n" + "\n".join(found)
