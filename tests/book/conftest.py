"""The built book in Debian's Chromium: what the browser tests share."""

import fcntl
import os
import subprocess
from pathlib import Path

import pytest
from chromium import find_chromium

from tests.book.complaints import Complaints
from tests.book.serve import served

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)
            if not item.get_closest_marker("xdist_group"):
                # one process opens what a file's tests share; another has the next file
                item.add_marker(pytest.mark.xdist_group(f"book: {item.path.stem}"))


@pytest.fixture(scope="session")
def book():
    """Return the folder of the built book: W2V_BUILT_BOOK, or what `make pdf` makes."""
    ready = os.environ.get("W2V_BUILT_BOOK")
    if not ready:
        return built_book()
    folder = Path(ready).resolve()
    if not (folder / "index.html").is_file():
        pytest.fail(f"W2V_BUILT_BOOK: there is no book in {folder}", pytrace=False)
    return folder


def built_book():
    """Build the book and its PDF, unless another process of these tests has done so."""
    lock = ROOT / "_build" / ".building"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = subprocess.run(["make", "pdf"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"`make pdf` failed:\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def site(book):
    """Serve the book with gzip, and return its address: f"{site}/index.html" is the first page."""
    with served(book) as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the Chromium that the machine has, cut off from every other host."""
    chromium = find_chromium()
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
def complaints(site):
    """Collect what the browser complains of; `complaints.take()` empties the list."""
    return Complaints(site)


@pytest.fixture
def new_context(complaints, new_context):
    """Open browsers without a past; afterwards, fail if one of their pages complained.

    `page` is in such a browser. `new_context(java_script_enabled=False).new_page()` is another.
    """

    def watched(**options):
        context = new_context(**options)
        complaints.watch(context)
        return context

    yield watched
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
