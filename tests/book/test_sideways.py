"""The search for what is too wide finds it, and nothing else."""

import pytest

from tests.book.sideways import too_wide

WIDE = '<p style="width: 900px">wide</p>'


@pytest.fixture
def show(page):
    """Return a function that shows HTML in a window 390 pixels wide."""
    page.set_viewport_size({"width": 390, "height": 844})

    def show(body):
        page.set_content(f'<body style="margin: 0">{body}</body>')
        return too_wide(page)

    return show


def test_a_page_that_scrolls(show):
    assert show(WIDE) == [
        "the page scrolls sideways by 510 px",
        "p «wide» reaches from 0 to 900 px",
    ]


def test_a_box_that_cuts_off(show):
    found = show(f'<div style="width: 99px; overflow: hidden">{WIDE}</div>')
    assert found == ["p «wide» reaches from 0 to 900 px"]


@pytest.mark.parametrize("style", ["position: fixed; left: 380px", "margin-left: -9px"])
def test_an_element_half_outside(show, style):
    found = show(f'<div class="a b" style="width: 20px; {style}">half</div>')
    assert [it for it in found if it.startswith("div.a.b «half» reaches from ")]


@pytest.mark.parametrize(
    "body",
    [
        "<p>narrow</p>",
        f'<div style="overflow: auto">{WIDE}</div>',
        '<div style="position: fixed; left: 400px; visibility: hidden">a menu</div>',
        f'<span style="position: absolute; width: 1px; overflow: hidden">{WIDE}</span>',
    ],
)
def test_what_is_in_order(show, body):
    assert not show(body)
