"""The picture of a CBOW step computes what w2vlib computes."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from w2vlib import CBOW, Embedding, NegativeSamplingLoss, preprocess

CORPUS, _, WORDS = preprocess("You say goodbye and I say hello.")


class Drawn:
    """A sampler that gives what the picture drew."""

    def __init__(self, negatives):
        self.negatives = np.array([negatives])

    def get_negative_sample(self, target):
        return self.negatives


class Picture:
    def __init__(self, page):
        page.goto("book/08_cbow.html")
        self.page = page
        self.figure = page.locator("#picture-cbow_step")
        self.stage = self.figure.locator(".picture-stage")
        self.note = self.figure.locator(".picture-note")

    def press(self, name):
        self.figure.get_by_role("button", name=name, exact=True).click()

    @property
    def state(self):
        return json.loads(self.stage.get_attribute("data-state"))


@pytest.fixture
def picture(page):
    page.emulate_media(reduced_motion="reduce")
    return Picture(page)


def check_forward_and_backward(state):
    """Compare with Embedding and NegativeSamplingLoss, in float64."""
    W_in, W_out = np.array(state["W_in"]), np.array(state["W_out"])
    contexts, (target, *negatives) = state["contexts"], state["ids"]
    layers = [Embedding(W_in) for _ in contexts]
    h = sum(layer.forward(np.array([i])) for layer, i in zip(layers, contexts, strict=True)) / 4
    ns_loss = NegativeSamplingLoss(W_out, CORPUS, sample_size=len(negatives))
    ns_loss.sampler = Drawn(negatives)
    loss = ns_loss.forward(h, np.array([target]))
    dh = ns_loss.backward()
    for layer in layers:
        layer.backward(dh / len(layers))

    assert np.allclose(state["h"], h[0], rtol=0, atol=1e-12)
    assert np.isclose(state["loss"], loss, rtol=0, atol=1e-12)
    assert np.allclose(state["y"], [x.cache[0][0] for x in ns_loss.loss_layers], atol=1e-12)
    assert np.allclose(state["scores"], W_out[state["ids"]] @ h[0], rtol=0, atol=1e-12)
    assert np.isclose(sum(state["costs"]), loss, rtol=0, atol=1e-12)
    assert np.allclose(state["dh"], dh[0], rtol=0, atol=1e-12)
    assert np.allclose(state["dW_in"], sum(x.grads[0] for x in layers), rtol=0, atol=1e-12)
    assert np.allclose(state["dW_out"], sum(ns_loss.grads), rtol=0, atol=1e-12)


def test_it_begins_with_the_numbers_of_the_chapter(picture):
    printed = picture.page.get_by_text(re.compile(r"^h \[.*loss \d")).inner_text()
    assert f"loss {picture.state['loss']:.2f}" in printed
    assert f"{picture.state['scores'][0]:.2f}" in printed
    assert picture.state["contexts"] == [0, 1, 3, 4]
    assert picture.state["ids"][0] == 2
    expect(picture.note).to_contain_text("«goodbye» is hidden")


def test_every_window_is_computed_as_in_the_library(picture):
    check_forward_and_backward(picture.state)
    seen = set()
    for _ in range(8):  # twice around
        picture.press("Window to the right")
        state = picture.state
        at, (target, *negatives) = state["at"], state["ids"]
        assert CORPUS[at] == target
        assert state["contexts"] == [*CORPUS[at - 2 : at], *CORPUS[at + 1 : at + 3]]
        assert len({target, *negatives}) == 3
        check_forward_and_backward(state)
        seen.add(at)
    assert seen == {2, 3, 4, 5}


def test_a_step_subtracts_the_gradient_and_the_scores_move(picture):
    before = picture.state
    picture.press("Step")
    after = picture.state
    for name in ("W_in", "W_out"):
        moved = np.array(before[name]) - np.array(before[f"d{name}"])  # learning rate 1
        assert np.allclose(after[name], moved, rtol=0, atol=1e-12)
    check_forward_and_backward(after)
    assert after["ids"] == before["ids"]
    assert after["scores"][0] > before["scores"][0]
    assert all(a < b for a, b in zip(after["scores"][1:], before["scores"][1:], strict=True))
    assert after["loss"] < before["loss"]
    was, now = (f"{x['loss']:.2f}" for x in (before, after))
    expect(picture.note).to_contain_text(f"Loss {was} → {now}")
    cells = picture.figure.locator("tr.cbow-loss td")
    expect(cells).to_have_text(now)


def test_steps_are_those_of_cbow_itself(picture):
    state = picture.state
    model = CBOW(7, 2, 2, CORPUS, sample_size=2)
    W_in, W_out = model.params[0], model.params[-1]
    W_in[...], W_out[...] = state["W_in"], state["W_out"]
    for _ in range(5):
        state = picture.state
        model.ns_loss.sampler = Drawn(state["ids"][1:])
        contexts, target = np.array([state["contexts"]]), np.array(state["ids"][:1])
        assert np.isclose(model.forward(contexts, target), state["loss"], atol=1e-5)
        model.backward()
        for W, gradient in zip(model.params, model.grads, strict=True):
            W -= gradient
        picture.press("Step")
    assert np.allclose(W_in, picture.state["W_in"], atol=1e-5)
    assert np.allclose(W_out, picture.state["W_out"], atol=1e-5)


def test_a_word_that_is_in_the_window_twice_moves_twice_as_far(picture):
    picture.press("Window to the right")
    state = picture.state
    say, goodbye, i, say_again = state["contexts"]
    assert say == say_again
    dW_in = np.array(state["dW_in"])
    assert np.allclose(dW_in[say], 2 * dW_in[goodbye])
    assert np.allclose(dW_in[i], dW_in[goodbye])
    # and so does its arrow: the plane has one for each row that the step moves
    lengths = picture.figure.locator(".cbow-arrow.cbow-context path").evaluate_all(
        "all => all.map(it => { const [, x1, y1, , x2, y2] = it.getAttribute('d').split(' ');"
        " return Math.hypot(x2 - x1, y2 - y1); })"
    )
    assert len(lengths) == 3
    assert np.isclose(max(lengths), 2 * min(lengths), rtol=1e-6)


def test_arrows_end_where_the_step_puts_the_points(picture):
    places = (
        "all => all.map(it => {{ const [x, y] = {}; return [Number(x), Number(y)]; }})"
    ).format
    tips = picture.figure.locator(".cbow-arrow.cbow-context path").evaluate_all(
        places("it.getAttribute('d').split(' ').slice(4, 6)")
    )
    picture.press("Step")
    points = picture.figure.locator("circle.cbow-marker").evaluate_all(
        places("[it.getAttribute('cx'), it.getAttribute('cy')]")
    )
    assert len(tips) == 4
    assert np.allclose(tips, points, atol=0.01)


def test_the_loss_falls(picture):
    first = picture.state["loss"]
    for _ in range(10):
        picture.press("Step")
    assert picture.state["steps"] == 10
    assert picture.state["loss"] < first / 4

    picture.press("Begin again")
    assert picture.state["steps"] == 0
    assert picture.state["loss"] == first
    for _ in range(3):
        picture.press("100 steps")
    assert picture.state["steps"] == 300
    check_forward_and_backward(picture.state)
    losses = picture.state["losses"]
    assert np.mean(losses[-100:]) < 3 * np.log(2)  # «no idea»
    for part in (losses[200:220], losses[280:]):
        expect(picture.note).to_contain_text(f"{np.mean(part):.2f}")
    points = picture.figure.locator("polyline.cbow-each").get_attribute("points").split()
    assert len(points) == 301


def test_it_plays_and_pauses_by_keyboard(picture, page):
    play = picture.figure.get_by_role("button", name="Play")
    play.focus()
    page.keyboard.press("Space")
    expect(picture.figure.get_by_role("button", name="Pause")).to_be_focused()
    page.wait_for_function(
        "JSON.parse(document.querySelector('#picture-cbow_step .picture-stage')"
        ".dataset.state).steps >= 2"
    )
    page.keyboard.press("Space")
    steps = picture.state["steps"]
    page.wait_for_timeout(1300)
    assert picture.state["steps"] == steps
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert picture.state["steps"] == steps + 1


def test_points_glide_and_come_to_rest(page):
    picture = Picture(page)
    picture.press("Step")
    after = picture.state
    # the arrows are back when the points are where they belong
    expect(picture.figure.locator(".cbow-arrow").first).to_be_attached()
    x = float(picture.figure.locator("circle.cbow-marker").first.get_attribute("cx"))
    (x0, _), unit = after["W_in"][0], 150 / 1.5
    assert np.isclose(x, 170 + unit * x0)
