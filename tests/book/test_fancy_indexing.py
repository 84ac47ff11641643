"""The picture of fancy indexing does what NumPy does."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect

W = np.arange(21).reshape(7, 3)
LINES = {"assign": "dW[idx] = g", "add": "dW[idx] += g", "at": "np.add.at(dW, idx, g)"}


class Picture:
    def __init__(self, page):
        page.goto("book/01_fancy_indexing.html")
        self.page = page
        self.figure = page.locator("#picture-fancy_indexing")
        self.stage = self.figure.locator(".picture-stage")
        self.note = self.figure.locator(".picture-note")

    def press(self, name, exact=False):
        self.figure.get_by_role("button", name=name, exact=exact).click()

    def rows(self, panel):
        rows = self.figure.locator(".fancy-panel").nth(panel).locator(".fancy-row:visible")
        return np.array([json.loads(row.get_attribute("data-values")) for row in rows.all()])

    @property
    def idx(self):
        return json.loads(self.stage.get_attribute("data-idx"))

    @property
    def lost(self):
        return json.loads(self.stage.get_attribute("data-lost"))

    def choose(self, wanted):
        """Take these rows and no others."""
        for word_id in wanted:
            while len(self.idx) > 5:
                self.figure.get_by_role("button", name="out of the batch").first.click()
            self.figure.get_by_role("button", name=f"{word_id} ").first.click()
        while len(self.idx) > len(wanted):
            self.figure.get_by_role("button", name="out of the batch").first.click()
        assert self.idx == list(wanted)


@pytest.fixture
def picture(page):
    page.emulate_media(reduced_motion="reduce")
    return Picture(page)


def run_by_numpy(line, idx, g):
    dW = np.zeros((7, 3), dtype=int)
    exec(LINES[line], {"np": np, "dW": dW, "idx": np.array(idx), "g": g})
    return dW


def overwritten(idx):
    """Places whose id comes again later."""
    return [i for i, word_id in enumerate(idx) if word_id in idx[i + 1 :]]


def test_rows_are_gathered_in_the_order_of_the_ids(picture):
    assert (picture.rows(0) == W).all()
    assert (picture.rows(1) == W[picture.idx]).all()
    picture.choose([6, 2, 2, 0])
    assert (picture.rows(1) == W[[6, 2, 2, 0]]).all()
    expect(picture.figure.locator("pre")).to_contain_text("idx = np.array([6, 2, 2, 0])")
    expect(picture.note).to_contain_text("row 2 («goodbye») twice")


def test_the_batch_has_room_for_six_rows_and_keeps_one(picture):
    for _ in range(4):
        picture.figure.get_by_role("button", name="5 hello").click()
    assert picture.idx == [1, 0, 3, 0, 5, 5]
    expect(picture.note).to_contain_text("6 rows fit here")
    picture.choose([4])
    picture.figure.get_by_role("button", name="out of the batch").click()
    assert picture.idx == [4]
    expect(picture.note).to_contain_text("One row must stay")


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    "idx", [[1, 0, 3, 0], [4, 2, 6], [0, 0, 3, 0, 3, 6], [5]], ids=lambda idx: str(idx)
)
def test_each_line_ends_as_in_numpy(picture, line, idx):
    picture.choose(idx)
    picture.press("Send gradients back")
    picture.press(LINES[line], exact=True)
    g = picture.rows(1)
    assert g.shape == (len(idx), 3)
    assert not picture.rows(0).any()

    steps = len(idx) + 2 * (line == "add")
    for done in range(steps):
        assert picture.stage.get_attribute("data-steps") == f"{done}/{steps}"
        picture.press("Step")
    assert (picture.rows(0) == run_by_numpy(line, idx, g)).all()

    lost = [] if line == "at" else overwritten(idx)
    assert picture.lost == lost
    fates = picture.figure.locator(".fancy-panel").nth(1).locator(".fancy-row:visible")
    for i, row in enumerate(fates.all()):
        assert row.get_attribute("data-fate") == ("lost" if i in lost else "kept")
    if lost:
        expect(picture.note).to_contain_text(f"{len(lost)} of {len(idx)} gradients lost")
        for i in lost:
            expect(picture.note).to_contain_text(f"g[{i}]")
    else:
        expect(picture.note).to_contain_text(f"All {len(idx)} gradients arrived")
    said = picture.figure.locator('[aria-pressed="true"] [data-verdict]')
    expect(said).to_have_text(f"{len(lost)} lost" if lost else "none lost")


def test_add_reads_all_rows_before_it_writes_one(picture):
    picture.press("Send gradients back")
    picture.press(LINES["add"])
    g = picture.rows(1)
    marked = picture.figure.locator('pre [aria-current="step"]')
    picture.press("Step")
    expect(marked).to_contain_text("buffer = dW[idx]")
    assert not picture.rows(1).any()
    picture.press("Step")
    expect(marked).to_contain_text("buffer += g")
    assert (picture.rows(1) == g).all()
    assert not picture.rows(0).any()
    picture.press("Step")
    expect(marked).to_contain_text("dW[idx] = buffer")
    assert (picture.rows(0)[1] == g[0]).all()


def test_the_keyboard_alone_is_enough(picture, page):
    focused = page.locator(":focus")
    picture.figure.get_by_role("button", name="Take rows").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert picture.stage.get_attribute("data-phase") == "send"
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(focused).to_have_text(LINES["at"])
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(focused).to_have_text("Step")
    g = picture.rows(1)
    for _ in range(4):
        page.keyboard.press("Space")
    assert (picture.rows(0) == run_by_numpy("at", picture.idx, g)).all()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # take row 0 once more
    assert picture.idx == [1, 0, 3, 0, 0]
    for _ in range(7):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # and give the first place back
    assert picture.idx == [0, 3, 0, 0]
    expect(focused).to_contain_text("g[0]")


def test_it_plays_to_the_end_and_can_be_paused(picture):
    picture.press("Send gradients back")
    picture.press("Play")
    expect(picture.stage).to_have_attribute("data-steps", "2/4")
    picture.press("Pause")
    picture.page.wait_for_timeout(1500)
    expect(picture.stage).to_have_attribute("data-steps", "2/4")
    picture.press("Play")
    expect(picture.stage).to_have_attribute("data-steps", "4/4")
    expect(picture.figure.get_by_role("button", name="Play")).to_be_visible()


def test_a_row_in_flight_arrives_before_the_next_sets_out(page):
    picture = Picture(page)
    picture.press("Send gradients back")
    g = picture.rows(1)
    picture.press("Step")
    expect(picture.figure.locator(".fancy-ghost")).to_have_count(1)
    for _ in range(3):
        picture.press("Step")
    expect(picture.stage).to_have_attribute("data-steps", "4/4")
    assert (picture.rows(0) == run_by_numpy("assign", picture.idx, g)).all()
    expect(picture.figure.locator(".fancy-ghost")).to_have_count(0)
