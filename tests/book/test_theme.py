"""Light and dark: the reader's choice by mouse or keyboard, else the system's."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def theme(page):
    """Return a function that tells the colours in use, read from the page's background."""

    def theme():
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        red, green, blue = (int(it) for it in colour[4:-1].split(","))
        return "dark" if red + green + blue < 3 * 128 else "light"

    return theme


@pytest.fixture
def switch(page):
    return page.locator("button.theme-switch-button")


def test_the_choice_of_before_is_kept(page, mode, theme):
    page.goto("index.html")
    assert theme() == mode
    page.goto("book/glossary.html")
    assert theme() == mode


@pytest.mark.parametrize("system", ["light", "dark"])
def test_without_a_choice_the_system_decides(page, theme, system):
    page.emulate_media(color_scheme=system)
    page.goto("index.html")
    assert theme() == system
    page.emulate_media(color_scheme="light" if system == "dark" else "dark")
    expect(page.locator("html")).not_to_have_attribute("data-theme", system)
    assert theme() != system


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_first_click_is_a_change(page, switch, theme, system):
    page.emulate_media(color_scheme=system)
    page.goto("index.html")
    switch.click()
    chosen = theme()
    assert chosen != system
    page.reload()
    assert theme() == chosen, "the choice is forgotten"


def test_by_keyboard(page, switch, theme):
    page.goto("index.html")
    switch.focus()
    seen = [theme()]
    for key in ("Enter", "Space", "Enter"):
        page.keyboard.press(key)
        seen.append(theme())
    assert seen == ["light", "dark", "light", "light"], "dark, light, and back to the system's"


def test_the_switch_is_reached_with_the_tab_key(page, switch):
    page.goto("index.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        if switch.evaluate("it => it === document.activeElement"):
            return
    pytest.fail("60 presses of the tab key do not lead to the switch of light and dark")
