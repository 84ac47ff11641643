"""The class report in a browser: it needs nothing else, fits a phone, and is accessible."""

import sys

import pytest

from tests.book.axe import violations
from tests.book.conftest import browser_type_launch_args  # noqa: F401 - the machine's Chromium
from tests.book.sideways import too_wide
from tests.grading.small_class import small_class

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="Chromium")]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(small_class().page, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(params=["light", "dark"])
def page(request, new_context, address):
    page = new_context(color_scheme=request.param).new_page()
    asked, complaints = [], []
    page.on("request", lambda each: asked.append(each.url))
    page.on("console", lambda each: complaints.append(each.text))
    page.goto(address)
    yield page
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert not complaints


def test_it_is_accessible(page):
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 1440])
def test_it_is_no_wider_than_the_window(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    assert not too_wide(page)


def test_nothing_of_a_student_becomes_markup(page):
    assert page.locator("script, iframe, b").count() == 0
    assert page.get_by_text("<script>alert(1)</script>").count() > 0


def test_every_picture_is_shown(page):
    sizes = page.eval_on_selector_all("img", "all => all.map((each) => each.naturalWidth)")
    assert len(sizes) == 4
    assert all(sizes)
