"""The speed ladder, operated by mouse and keyboard, and compared with what was measured."""

import json
import math
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from benchmarks.ladder import EPOCH_WORDS, PEER, STORY

MEASURED = Path(__file__).resolve().parents[2] / "_build" / "ladder.json"
CHAPTER = "book/11_faster.html"


@pytest.fixture(scope="module")
def rungs(book):
    """What was measured before the book was built."""
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))["rungs"]
    page = BeautifulSoup((book / "index.html").read_text(encoding="utf-8"), "html.parser")
    shown = json.loads(page.find(id="picture-data-speed_ladder").string)["rungs"]
    assert speeds_by_name(shown) == speeds_by_name(measured), (
        f"{book} was not built with this {MEASURED}"
    )
    return measured


def speeds_by_name(rungs):
    return {rung["name"]: rung["words_per_second"] for rung in rungs}


@pytest.fixture(params=["index.html", CHAPTER], ids=["first page", "chapter"])
def ladder(page, request):
    """Give the ladder of a page, whose clock stands still until it is told to run."""
    page.clock.install()
    page.goto(request.param)
    return page.locator(".ladder")


@pytest.fixture
def alone(page):
    """Give the first page's ladder only."""
    page.clock.install()
    page.goto("index.html")
    return page.locator(".ladder")


def two_digits(number):
    return f"{float(f'{number:.2g}'):,.10g}"


def rows(ladder):
    return ladder.locator(".ladder-rung").all()


def read(ladder):
    return [int(row.get_attribute("data-read")) for row in rows(ladder)]


def due(rungs, seconds):
    return [min(EPOCH_WORDS, seconds * rung["words_per_second"]) for rung in rungs]


# the speeds -----------------------------------------------------------------------------


def test_rungs_stand_where_they_were_measured(ladder, rungs):
    assert [row.get_attribute("data-rung") for row in rows(ladder)] == [r["name"] for r in rungs]
    speeds = [rung["words_per_second"] for rung in rungs]
    low, high = math.floor(math.log10(min(speeds))), math.ceil(math.log10(max(speeds)))
    for row, speed in zip(rows(ladder), speeds, strict=True):
        track = row.locator(".ladder-track").bounding_box()
        mark = row.locator(".ladder-mark").bounding_box()
        part = (math.log10(speed) - low) / (high - low)
        assert mark["width"] / track["width"] == pytest.approx(part, abs=0.01)
        assert row.locator(".ladder-number").inner_text() == two_digits(speed)


def test_the_peers_line_goes_through_all_rows(alone, rungs):
    (peer,) = (row for row in rows(alone) if row.get_attribute("data-rung") == PEER)
    mark = peer.locator(".ladder-mark").bounding_box()["width"]
    for row in rows(alone):
        line = row.locator(".ladder-track").evaluate(
            "track => parseFloat(getComputedStyle(track, '::before').left)"
        )
        assert line == pytest.approx(mark, abs=1)


def test_choose_a_rung_by_mouse(ladder, rungs):
    for before, rung in zip([None, *rungs], rungs, strict=False):
        ladder.get_by_role("button", name=re.compile(f"^{rung['name']}")).click()
        expect(ladder).to_have_attribute("data-rung", rung["name"])
        expect(ladder.locator("[aria-pressed=true]")).to_have_attribute("data-rung", rung["name"])
        about = ladder.locator(".ladder-about")
        changed, slow = STORY[rung["name"]]
        expect(about).to_contain_text(f"{two_digits(rung['words_per_second'])} words a second")
        expect(about).to_contain_text(changed)
        if slow:
            expect(about).to_contain_text(f"Slow now: {slow}")
        if before is not None:
            expect(about).to_contain_text(f"{two_digits(rung['ratio'])} times the first rung")


def test_choose_a_rung_by_keyboard(alone, rungs, page):
    rows(alone)[0].focus()
    page.keyboard.press("Enter")
    expect(alone).to_have_attribute("data-rung", rungs[0]["name"])
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(alone).to_have_attribute("data-rung", rungs[1]["name"])
    expect(rows(alone)[1]).to_be_focused()


def test_at_first_the_fastest_of_ours_is_chosen(alone, rungs):
    ours = [rung["name"] for rung in rungs if rung["name"] != PEER]
    expect(alone).to_have_attribute("data-rung", ours[-1])


def test_without_scripts_there_is_a_table(new_context, rungs):
    page = new_context(java_script_enabled=False).new_page()
    for name in ("index.html", CHAPTER):
        page.goto(name)
        table = page.locator('[data-picture="speed_ladder"] table')
        for rung, line in zip(rungs, table.locator("tbody tr").all(), strict=True):
            cells = line.locator("td").all_inner_texts()
            assert cells[:2] == [rung["name"], two_digits(rung["words_per_second"])]
            assert cells[3] == STORY[rung["name"]][0]
    picture = page.locator('[data-picture="speed_ladder"] img')
    expect(picture).to_be_visible()
    assert picture.get_attribute("alt").startswith("The rungs from top to bottom")


# the race -------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "slowness"), [("Start the race", 1), ("10 times slower", 10)])
def test_a_race_runs_at_the_measured_speeds(ladder, rungs, page, button, slowness):
    expect(ladder).to_have_attribute("data-race", "off")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    ladder.get_by_role("button", name=button).click()
    expect(ladder).to_have_attribute("data-race", "running")
    begun = due(rungs, 0)
    assert read(ladder) == begun
    page.clock.run_for(2000)
    elapsed = float(ladder.locator(".ladder-clock").inner_text().removesuffix(" s"))
    assert elapsed == pytest.approx(2 / slowness, abs=0.06)
    for shown, right in zip(read(ladder), due(rungs, 2 / slowness), strict=True):
        assert shown == pytest.approx(right, rel=0.03)
    for row, words in zip(rows(ladder), read(ladder), strict=True):
        track = row.locator(".ladder-track").bounding_box()
        mark = row.locator(".ladder-mark").bounding_box()
        assert mark["width"] / (track["width"] - 2) == pytest.approx(words / EPOCH_WORDS, abs=0.01)


def test_a_race_to_the_end(alone, rungs, page):
    alone.get_by_role("button", name="Start the race").click()
    slowest = max(EPOCH_WORDS / rung["words_per_second"] for rung in rungs)
    page.clock.fast_forward(int(1000 * slowest) + 2000)
    page.clock.run_for(100)
    expect(alone).to_have_attribute("data-race", "over")
    assert read(alone) == [EPOCH_WORDS] * len(rungs)
    assert all(
        row.locator(".ladder-number").inner_text().endswith(("s", "minutes")) for row in rows(alone)
    )
    fastest = max(rungs, key=lambda rung: rung["words_per_second"])["name"]
    expect(alone.get_by_text("done.")).to_contain_text(re.compile(f"^{fastest}; "))


def test_a_race_by_keyboard_and_back(alone, rungs, page):
    start = alone.get_by_role("button", name="Start the race")
    back = alone.get_by_role("button", name="Back to the speeds")
    expect(back).to_be_hidden()
    start.focus()
    page.keyboard.press("Enter")
    expect(back).to_be_focused()
    expect(start).to_be_hidden()
    rows(alone)[0].click()  # one may read on meanwhile
    expect(alone).to_have_attribute("data-rung", rungs[0]["name"])
    expect(alone).to_have_attribute("data-race", "running")
    back.focus()
    page.keyboard.press("Space")
    expect(alone).to_have_attribute("data-race", "off")
    expect(start).to_be_focused()
    assert rows(alone)[0].get_attribute("data-read") is None
    speed = rungs[0]["words_per_second"]
    assert rows(alone)[0].locator(".ladder-number").inner_text() == two_digits(speed)


def test_those_who_want_no_motion_see_a_picture_each_second(alone, page):
    page.emulate_media(reduced_motion="reduce")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    alone.get_by_role("button", name="Start the race").click()
    page.clock.run_for(900)
    assert set(read(alone)) == {0}
    page.clock.run_for(300)
    assert min(read(alone)) > 0


# looks ----------------------------------------------------------------------------------


def test_nothing_moves_in_a_race(alone, width, page):
    heights = [alone.bounding_box()["height"]]
    alone.get_by_role("button", name="Start the race").click()
    heights.append(alone.bounding_box()["height"])
    page.clock.fast_forward(30_000)
    heights.append(alone.bounding_box()["height"])
    assert max(heights) - min(heights) < 4, heights


def test_everything_to_press_is_large_enough(alone, width):
    for control in alone.locator("button:visible").all():
        box = control.bounding_box()
        assert box["height"] >= 39.5, control.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_from_the_disk(page, book, rungs):
    page.goto((book / "index.html").as_uri())
    ladder = page.locator(".ladder")
    ladder.get_by_role("button", name=re.compile("^layers")).click()
    expect(ladder.locator(".ladder-about")).to_contain_text(STORY["layers"][0])
