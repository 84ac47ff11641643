"""The built book in Debian's Chromium: what the browser tests share."""

import os
import shutil
from pathlib import Path

import pytest

from tests.book.complaints import Complaints
from tests.book.serve import served

HERE = Path(__file__).parent

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("book"))


@pytest.fixture(scope="session")
def book(request):
    """Return the folder of the built book: W2V_BUILT_BOOK, or what `make book` makes."""
    ready = os.environ.get("W2V_BUILT_BOOK")
    if not ready:
        return request.getfixturevalue("built_book")
    folder = Path(ready).resolve()
    if not (folder / "index.html").is_file():
        pytest.fail(f"W2V_BUILT_BOOK: there is no book in {folder}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def site(book):
    """Serve the book with gzip, and return its address: f"{site}/index.html" is the first page."""
    with served(book) as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the Chromium that the machine has, cut off from every other host."""
    chromium = os.environ.get("W2V_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    if not chromium:
        pytest.fail("Chromium is missing. `make tools` installs it, or says how.", pytrace=False)
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, site):
    """Let `page.goto("book/glossary.html")` find the book."""
    return {**browser_context_args, "base_url": f"{site}/"}


@pytest.fixture
def complaints(context, site):
    """Collect what the browser complains of; `complaints.take()` empties the list."""
    return Complaints(context, site)


@pytest.fixture
def page(complaints, page):
    """Give a page in a browser without a past; afterwards, fail if the browser complained."""
    yield page
    left = complaints.take()
    assert not left, "the browser complains:\n" + "\n".join(left)


@pytest.fixture(params=["light", "dark"])
def mode(request, context):
    """Run a test in light and in dark mode, as if the reader had chosen it before."""
    context.add_init_script(
        f"""if (!localStorage.getItem("mode")) localStorage.setItem("mode", "{request.param}")"""
    )
    return request.param


@pytest.fixture(params=[390, 768, 1440], ids=["phone", "tablet", "desktop"])
def width(request, page):
    """Run a test in windows of three widths."""
    page.set_viewport_size({"width": request.param, "height": 844})
    return request.param
