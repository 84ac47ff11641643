"""The picture of the unigram distribution draws as the library does."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect

from w2vlib import UnigramSampler, toy_treebank

# the same draws in each run: a generator after Mulberry32
SEEDED = """{
  let state = 1;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}"""


class Picture:
    def __init__(self, page):
        page.add_init_script(SEEDED)
        page.goto("book/06_unigram_sampler.html")
        self.figure = page.locator("#picture-unigram")
        self.stage = self.figure.locator(".picture-stage")
        self.note = self.figure.locator(".picture-note")
        self.slider = self.figure.get_by_role("slider")
        data = json.loads(page.locator("#picture-data-unigram").text_content())
        self.words, self.counts = data["words"], data["counts"]

    def press(self, name):
        self.figure.get_by_role("button", name=name, exact=True).click()

    def state(self, key):
        return json.loads(self.stage.get_attribute(f"data-{key}"))

    def row(self, kind):
        cells = self.figure.locator(f'[data-kind="{kind}"] td')
        return [cell.inner_text() for cell in cells.all()]

    def heights(self, kind):
        """Heights of the bars, as shares of the whole."""
        bars = self.figure.locator(f".unigram-chart .unigram-{kind}")
        return np.array(
            bars.evaluate_all("all => all.map(it => it.offsetHeight / it.parentNode.offsetHeight)")
        )


@pytest.fixture
def picture(page):
    page.emulate_media(reduced_motion="reduce")
    return Picture(page)


def distribution(counts, power):
    corpus = np.repeat(np.arange(len(counts)), counts)
    return UnigramSampler(corpus, power, 1).word_p


def test_the_counts_are_those_of_the_corpus(picture):
    corpus, word_to_id, _ = toy_treebank.load_data("train")
    counts = np.bincount(corpus)
    assert picture.counts == [counts[word_to_id[word]] for word in picture.words]
    assert sorted(picture.counts, reverse=True) == picture.counts
    assert np.allclose(picture.state("p"), distribution(picture.counts, 0.75), atol=1e-15)


def test_a_mark_sets_the_power_and_the_bars_follow(picture):
    in_text = distribution(picture.counts, 1)
    for mark, power in (("0 all alike", 0), ("1 the text", 1), ("0.75 word2vec", 0.75)):
        picture.press(mark)
        p = distribution(picture.counts, power)
        assert picture.state("power") == power
        assert np.allclose(picture.state("p"), p, atol=1e-15)
        assert picture.row("p") == [f"{x:.3f}" for x in p]
        assert picture.row("before") == [f"{x:.3f}" for x in in_text]
        assert np.abs(picture.heights("bar") - p).max() < 0.01
        assert np.abs(picture.heights("before") - in_text).max() < 0.02  # its border adds a little


def test_the_slider_moves_by_keyboard(picture):
    picture.slider.focus()
    picture.slider.press("ArrowLeft")
    assert picture.state("power") == 0.7
    picture.slider.press("Home")
    assert picture.slider.get_attribute("aria-valuetext") == "0, all alike"
    assert np.allclose(picture.state("p"), 1 / len(picture.words))
    expect(picture.note).to_contain_text("all words are alike")
    picture.slider.press("End")
    assert picture.state("power") == 1.25
    assert np.allclose(picture.state("p"), distribution(picture.counts, 1.25), atol=1e-15)
    most, least = picture.counts[0], picture.counts[-1]
    expect(picture.note).to_contain_text(f"{(most / least) ** 1.25:.0f} times as often")
    expect(picture.note).to_contain_text(f"{most / least:.0f} times as often")


def test_the_slider_moves_by_mouse(picture, page):
    picture.slider.scroll_into_view_if_needed()
    box = picture.slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert picture.state("power") == 0


def test_a_draw_is_the_word_whose_piece_is_hit(picture):
    ends = np.cumsum(picture.state("p"))
    for n in range(1, 6):
        picture.press("Draw 1")
        (draw,) = picture.state("last")
        assert draw["id"] == np.searchsorted(ends, draw["u"], side="right")
        expect(picture.note).to_contain_text(f"«{picture.words[draw['id']]}»")
        assert sum(picture.state("drawn")) == n
    assert np.abs(picture.heights("share") - np.array(picture.state("drawn")) / 5).max() < 0.01


def test_many_draws_approach_the_bars(picture):
    button = picture.figure.get_by_role("button", name="Draw 100")
    button.focus()
    for _ in range(20):
        button.press("Enter")
    drawn, p = np.array(picture.state("drawn")), np.array(picture.state("p"))
    N = drawn.sum()
    assert N == 2000
    sd = np.sqrt(N * p * (1 - p))
    assert (np.abs(drawn - N * p) < 3 * sd).all()
    assert picture.row("share") == [f"{share:.3f}" for share in drawn / N]
    expect(picture.note).to_contain_text("2,000 draws")
    ends = np.cumsum(p)
    for draw in picture.state("last"):
        assert draw["id"] == np.searchsorted(ends, draw["u"], side="right")


def test_another_power_begins_anew(picture):
    picture.press("Draw 100")
    picture.slider.focus()
    picture.slider.press("ArrowRight")
    assert picture.state("drawn") == [0] * len(picture.words)
    assert set(picture.row("share")) == {"–"}


def test_draws_that_fall_are_all_counted(page):
    picture = Picture(page)
    picture.press("Draw 100")
    expect(picture.figure.locator(".unigram-drop").first).to_be_visible()
    picture.press("Draw 1")  # those in the air land first
    expect(picture.note).to_contain_text("101 draws")
    assert sum(picture.state("drawn")) == 101
    expect(picture.figure.locator(".unigram-drop")).to_have_count(0)
