"""The embedding explorer, operated by mouse, fingers and keyboard, and compared with w2vlib."""

import base64
import itertools
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

from w2vlib import analogy, load_vectors, most_similar
from w2vlib.explorer import save_for_explorer

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = "book/10_word_vectors.html"


@pytest.fixture(scope="module")
def data(book):
    """What the explorer is given."""
    text = (book / "explorer" / "data.js").read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("window.explorerData = ").rstrip(";\n"))
    rows = np.frombuffer(base64.b64decode(data["vectors"]), dtype=np.int8)
    data["rows"] = rows.reshape(len(data["words"]), data["size"]).astype(np.float64)
    data["id_to_word"] = dict(enumerate(data["words"]))
    data["word_to_id"] = {word: i for i, word in enumerate(data["words"])}
    return data


@pytest.fixture(params=["index.html", CHAPTER], ids=["first page", "chapter"])
def explorer(page, request):
    """Give the explorer of a page, in sight and with its data."""
    page.goto(request.param)
    return in_sight(page)


@pytest.fixture
def alone(page):
    """Give the first page's explorer only."""
    page.goto("index.html")
    return in_sight(page)


def in_sight(page):
    explorer = page.locator(".explorer")
    explorer.scroll_into_view_if_needed()
    expect(explorer).to_have_attribute("data-ready", "true")
    return explorer


def neighbours(data, word):
    found = most_similar(
        word, data["word_to_id"], data["id_to_word"], data["rows"], top=10, verbose=False
    )
    return [(other, f"{cosine:.2f}") for other, cosine in found]


def answers(data, *abc):
    found = analogy(*abc, data["word_to_id"], data["id_to_word"], data["rows"], verbose=False)
    return [(word, f"{cosine:.2f}") for word, cosine in found]


def ranking(explorer, label):
    buttons = explorer.get_by_role("list", name=label).get_by_role("button")
    shown = [button.inner_text().split() for button in buttons.all()]
    return [(word, cosine) for word, cosine in shown]


def chosen(explorer):
    return explorer.get_attribute("data-chosen")


def labels(explorer):
    # the map is drawn with the next frame
    for _ in range(2):
        explorer.evaluate("() => new Promise(requestAnimationFrame)")
    spans = explorer.locator(".map-labels span:visible")
    return [(span.inner_text(), span.bounding_box()) for span in spans.all()]


def view(explorer):
    surface = explorer.locator(".map")
    return [float(surface.get_attribute(f"data-{name}")) for name in ("x", "y", "zoom")]


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def kept(page):
    fragment = urlsplit(page.url).fragment
    return {key: value for key, [value] in parse_qs(fragment).items()}


# what it shows --------------------------------------------------------------------------


def test_at_first_a_word_and_an_analogy_are_shown(explorer, data, page):
    first = data["words"][data["first"]]
    assert chosen(explorer) == first
    assert ranking(explorer, "Nearest words") == neighbours(data, first)
    a, b, c = (data["words"][i] for i in data["analogies"]["examples"][0])
    assert ranking(explorer, "Answers") == answers(data, a, b, c)
    assert explorer.get_by_text(f"Here are {data['about']}.").is_visible()
    assert not urlsplit(page.url).fragment  # nobody has done anything


def test_neighbours_are_those_of_the_full_vectors(data):
    word_vecs, word_to_id, _ = load_vectors(ROOT / "_build" / "vectors" / "cbow.npz")
    full = word_vecs[[word_to_id[word] for word in data["words"]]]
    lists, cosines = [], []
    for rows in (full, data["rows"]):
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        cosines.append(unit @ unit.T)
        lists.append(np.argsort(-(cosines[-1] - 3 * np.eye(len(rows))), axis=1)[:, :10])
    assert np.abs(cosines[0] - cosines[1]).max() < 0.006
    assert (lists[0][:, 0] == lists[1][:, 0]).mean() > 0.95
    assert np.mean([np.isin(a, b).mean() for a, b in zip(*lists, strict=True)]) > 0.98


def test_the_data_come_only_when_the_explorer_is_near(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(CHAPTER)
    page.wait_for_load_state("networkidle")
    assert page.locator(".explorer").get_by_text("Loading the vectors").count() == 1
    assert not [url for url in asked if "explorer/data.js" in url]
    explorer = in_sight(page)
    assert len([url for url in asked if "explorer/data.js" in url]) == 1
    assert explorer.get_by_text("Loading the vectors").count() == 0


def test_the_place_is_kept_until_the_script_draws(page):
    """The text below does not jump; if the script never comes, the words do."""
    late = []
    page.route("**/pictures/explorer.js*", lambda route: late.append(route))
    page.goto("index.html", wait_until="commit")
    picture = page.locator('[data-picture="explorer"]')
    picture.wait_for()

    def after(milliseconds):
        page.evaluate(
            """when => document.getAnimations().forEach(each => {
              each.pause();
              each.currentTime = when;
            })""",
            milliseconds,
        )

    after(4000)
    expect(picture.locator(".picture-words")).to_be_hidden()
    assert picture.locator(".picture-stage").bounding_box()["height"] > 800
    after(9000)
    expect(picture.get_by_role("cell", name="toyota")).to_be_visible()
    assert picture.locator(".picture-stage").bounding_box()["height"] < 10
    late[0].continue_()
    expect(page.locator(".explorer")).to_be_visible()
    expect(picture.get_by_role("cell", name="toyota")).to_be_hidden()


def test_nothing_moves_when_the_data_come(page):
    page.route("**/explorer/data.js", lambda route: None)
    page.goto("index.html")
    heights = {}
    page.wait_for_timeout(300)
    heights["before"] = page.locator(".explorer").bounding_box()["height"]
    page.unroute_all(behavior="ignoreErrors")
    page.goto("index.html")
    heights["after"] = in_sight(page).bounding_box()["height"]
    assert abs(heights["after"] - heights["before"]) < 8, heights


def test_a_failure_is_told(page, complaints):
    page.route("**/explorer/data.js", lambda route: route.abort())
    page.goto("index.html")
    expect(page.get_by_text("The vectors could not be loaded")).to_be_visible()
    assert any("data.js" in complaint for complaint in complaints.take())


def test_without_scripts_there_are_words(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("index.html")
    words = page.locator('[data-picture="explorer"] .picture-words')
    expect(words.get_by_role("cell", name="toyota")).to_be_visible()


# words ----------------------------------------------------------------------------------


def test_search_by_keyboard(explorer, data, page):
    field = explorer.get_by_role("combobox", name="Word", exact=True)
    for word in ("monday", "rose", "japan"):
        field.focus()
        page.keyboard.type(word.upper() if word == "rose" else word)  # over what was there
        page.keyboard.press("Enter")
        expect(explorer).to_have_attribute("data-chosen", word)
        assert ranking(explorer, "Nearest words") == neighbours(data, word)
    assert kept(page)["explore"] == "japan"


def test_suggestions_begin_as_the_word_does(alone, data, page):
    alone.get_by_role("combobox", name="Word", exact=True).fill("ma")
    offered = alone.locator("datalist option").evaluate_all("all => all.map(each => each.value)")
    assert offered == [word for word in data["words"] if word.startswith("ma")][:12]


def test_a_word_that_is_not_there(alone, data, page):
    field = alone.get_by_role("combobox", name="Word", exact=True)
    before = chosen(alone)
    field.fill("xyzzy")
    alone.get_by_role("button", name="Find").click()
    said = f"«xyzzy» is not one of these {len(data['words']):,} words."
    expect(alone.get_by_text(said)).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    assert chosen(alone) == before
    field.fill("year")
    page.keyboard.press("Enter")
    expect(alone.get_by_text(said)).to_have_count(0)
    assert field.get_attribute("aria-invalid") is None


def test_neighbours_lead_on_and_keep_the_focus(explorer, data, page):
    buttons = explorer.get_by_role("list", name="Nearest words").get_by_role("button")
    buttons.nth(2).click()
    third = neighbours(data, data["words"][data["first"]])[2][0]
    expect(explorer).to_have_attribute("data-chosen", third)
    expect(buttons.nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(explorer).to_have_attribute("data-chosen", neighbours(data, third)[2][0])
    expect(buttons.nth(2)).to_be_focused()
    page.keyboard.press("Tab")
    expect(buttons.nth(3)).to_be_focused()


# analogies ------------------------------------------------------------------------------


def test_an_analogy_by_keyboard(explorer, data, page):
    a, b, c = (data["words"][i] for i in data["analogies"]["examples"][-1])
    explorer.get_by_role("combobox", name=re.compile("^a, ")).focus()
    for word in (a, b, c):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # «Solve» comes next
    expect(explorer.get_by_text(f"{a} is to {b} as {c} is to ")).to_be_visible()
    assert ranking(explorer, "Answers") == answers(data, a, b, c)
    assert {key: kept(page)[key] for key in "abc"} == {"a": a, "b": b, "c": c}
    best = answers(data, a, b, c)[0][0]
    explorer.get_by_role("list", name="Answers").get_by_role("button").first.click()
    expect(explorer).to_have_attribute("data-chosen", best)


def test_examples_come_out_right(alone, data):
    for ids in data["analogies"]["examples"]:
        a, b, c = (data["words"][i] for i in ids)
        alone.get_by_role("button", name=f"{a} : {b} = {c} : ?").click()
        assert ranking(alone, "Answers") == answers(data, a, b, c)
    counted = data["analogies"]
    text = f"Of {counted['asked']} such questions, these vectors answer {counted['right']} rightly"
    expect(alone.get_by_text(text)).to_be_visible()


def test_an_analogy_with_words_missing(alone):
    alone.get_by_role("combobox", name=re.compile("^b, ")).fill("")
    alone.get_by_role("combobox", name=re.compile("^c, ")).fill("xyzzy")
    alone.get_by_role("button", name="Solve").click()
    expect(alone.get_by_text("A word is missing.")).to_be_visible()
    invalid = alone.locator('[aria-invalid="true"]')
    expect(invalid).to_have_count(2)
    expect(invalid.first).to_be_focused()


# the map --------------------------------------------------------------------------------


def overlapping(shown):
    """Return the pairs of labels of which one covers a part of the other."""
    pairs = []
    for (one, a), (other, b) in itertools.combinations(shown, 2):
        beside = a["x"] + a["width"] <= b["x"] + 0.5 or b["x"] + b["width"] <= a["x"] + 0.5
        above = a["y"] + a["height"] <= b["y"] + 0.5 or b["y"] + b["height"] <= a["y"] + 0.5
        if not beside and not above:
            pairs.append((one, other))
    return pairs


def test_labels_do_not_cover_one_another(alone, page, width):
    page.emulate_media(reduced_motion="reduce")
    enlarge = alone.get_by_role("button", name="Enlarge the map")
    for word in ("year", "monday", "rose"):
        alone.get_by_role("combobox", name="Word", exact=True).fill(word)
        page.keyboard.press("Enter")
        alone.get_by_role("button", name="All of the map").click()
        for zoom in (1, 2, 4, 8):
            expect(alone.locator(".map")).to_have_attribute("data-zoom", f"{zoom}.00")
            expect(alone.locator(".map-labels [data-word=chosen]:visible")).to_have_text(word)
            shown = labels(alone)
            assert len(shown) >= 10 or zoom > 1, "hardly any labels"
            assert not overlapping(shown), f"around {word} at {zoom} times"
            surface = alone.locator(".map-surface").bounding_box()
            for _, box in shown:
                assert surface["x"] - 1 <= box["x"]
                assert box["x"] + box["width"] <= surface["x"] + surface["width"] + 1
            enlarge.click()


def test_a_click_chooses_a_word(alone, data, page):
    word, box = next(each for each in labels(alone) if each[0] != chosen(alone))
    page.mouse.click(*middle(box))
    expect(alone).to_have_attribute("data-chosen", word)
    assert ranking(alone, "Nearest words") == neighbours(data, word)


def test_enlarge_move_and_go_back_by_mouse(alone, page):
    surface = alone.locator(".map-surface")
    before = chosen(alone)
    assert view(alone) == [0.5, 0.5, 1]
    alone.get_by_role("button", name="Enlarge the map").click()
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "2.00")
    x, y, _ = view(alone)
    at = middle(surface.bounding_box())
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] - 30, at[1] + 40, steps=4)
    page.mouse.up()
    moved = view(alone)
    assert moved[0] > x
    assert moved[1] < y
    assert chosen(alone) == before  # a drag is no click
    assert float(kept(page)["view"].split()[2]) == 2
    alone.get_by_role("button", name="Make the map smaller").click()
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "1.00")
    assert "view" not in kept(page)
    surface.dblclick(position={"x": 5, "y": 5})
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "2.00")
    alone.get_by_role("button", name="All of the map").click()
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "1.00")


def test_a_wheel_scrolls_the_page_and_with_ctrl_enlarges(alone, page):
    page.mouse.move(*middle(alone.locator(".map-surface").bounding_box()))
    top = page.evaluate("scrollY")
    page.mouse.wheel(0, 50)
    page.wait_for_function("top => scrollY > top", arg=top)
    assert view(alone)[2] == 1
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "2.00")


def test_the_map_by_keyboard(alone, page):
    surface = alone.get_by_role("application")
    surface.focus()
    top = page.evaluate("scrollY")
    page.keyboard.press("+")
    page.keyboard.press("+")
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "4.00")
    x, y, _ = view(alone)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert view(alone)[0] > x
    assert view(alone)[1] > y
    assert page.evaluate("scrollY") == top
    page.keyboard.press("-")
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "2.00")
    page.keyboard.press("0")
    expect(alone.locator(".map")).to_have_attribute("data-zoom", "1.00")


@pytest.fixture
def touch(page):
    """Put fingers on a phone's screen: `touch("Start", (x, y))`, then "Move" and "End"."""
    page.set_viewport_size({"width": 390, "height": 600})
    chrome = page.context.new_cdp_session(page)

    def touch(kind, *points):
        places = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        chrome.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": places})

    return touch


def test_fingers(alone, touch, page):
    alone.locator(".map-surface").scroll_into_view_if_needed()
    x, y = middle(alone.locator(".map-surface").bounding_box())

    # two fingers part: what is between them grows
    touch("Start", (x - 30, y))
    touch("Start", (x - 30, y), (x + 30, y))
    for gap in (40, 50, 60, 90):
        touch("Move", (x - gap, y), (x + gap, y))
    touch("End")
    assert view(alone)[2] == pytest.approx(3, rel=0.05)
    # one finger moves what is enlarged
    before = view(alone)
    touch("Start", (x, y))
    for step in (10, 25, 40):
        touch("Move", (x + step, y))
    touch("End")
    assert view(alone)[0] < before[0]
    assert page.evaluate("scrollX") == 0
    # a tap chooses
    word, box = next(each for each in labels(alone) if each[0] != chosen(alone))
    touch("Start", middle(box))
    touch("End")
    expect(alone).to_have_attribute("data-chosen", word)


def test_one_finger_scrolls_the_page_past_the_whole_map(alone, touch, page):
    alone.locator(".map-surface").scroll_into_view_if_needed()
    x, y = middle(alone.locator(".map-surface").bounding_box())
    top = page.evaluate("scrollY")
    touch("Start", (x, y))
    for step in range(10, 160, 10):
        touch("Move", (x, y - step))
    touch("End")
    page.wait_for_function("top => scrollY > top + 100", arg=top)
    assert view(alone) == [0.5, 0.5, 1]
    assert not urlsplit(page.url).fragment


def test_without_motion_the_map_jumps(alone, page):
    page.emulate_media(reduced_motion="reduce")
    alone.get_by_role("button", name="Enlarge the map").click()
    assert view(alone)[2] == 2


# groups ---------------------------------------------------------------------------------


def test_groups(explorer, data, page):
    unit = data["rows"] / np.linalg.norm(data["rows"], axis=1, keepdims=True)
    for name, ids in data["groups"]:
        chip = explorer.get_by_role("button", name=name, exact=True)
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "true")
        expect(explorer.locator(".explorer-groups [aria-pressed=true]")).to_have_count(1)
        cosines = unit[ids] @ unit.T
        cosines[np.arange(len(ids)), ids] = -2
        share = np.isin(np.argsort(-cosines, axis=1)[:, :5], ids).mean()
        expect(explorer.get_by_text(f"{name}: of the five words nearest")).to_contain_text(
            re.compile(rf"each, ({100 * share:.0f}|{int(100 * share + 0.5)}) % are in")
        )
        assert kept(page)["group"] == name
    page.wait_for_timeout(400)
    shown = {word for word, _ in labels(explorer)}
    assert len(shown & {data["words"][i] for i in ids}) > len(ids) / 3
    chip.focus()
    page.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(explorer.locator(".map")).to_have_attribute("data-zoom", "1.00")


# the address ----------------------------------------------------------------------------


def test_the_address_keeps_what_is_seen(explorer, data, page):
    a, b, c = (data["words"][i] for i in data["analogies"]["examples"][-1])
    group = data["groups"][0][0]
    explorer.get_by_role("combobox", name="Word", exact=True).fill("june")
    page.keyboard.press("Enter")
    explorer.get_by_role("button", name=f"{a} : {b} = {c} : ?").click()
    explorer.get_by_role("button", name=group, exact=True).click()
    page.wait_for_timeout(400)
    explorer.get_by_role("button", name="Make the map smaller").click()
    page.wait_for_timeout(400)
    seen = view(explorer)
    link = explorer.get_by_role("link", name="Link to what you see").get_attribute("href")
    assert page.url.endswith(link)

    again = page.context.new_page()
    again.goto(page.url)
    explorer = again.locator(".explorer")
    expect(explorer).to_have_attribute("data-ready", "true")
    expect(explorer).to_be_in_viewport()
    assert chosen(explorer) == "june"
    assert ranking(explorer, "Nearest words") == neighbours(data, "june")
    assert ranking(explorer, "Answers") == answers(data, a, b, c)
    expect(explorer.get_by_role("button", name=group, exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert view(explorer) == pytest.approx(seen, rel=0.01)
    again.close()


def test_anchors_of_the_page_still_lead_there(page):
    page.goto("index.html#how-to-start")
    expect(page.get_by_role("heading", name="How to start")).to_be_in_viewport()
    explorer = in_sight(page)
    assert page.url.endswith("#how-to-start")
    before = chosen(explorer)
    page.evaluate("location.hash = '#how-it-goes'")
    expect(page.get_by_role("heading", name="How it goes")).to_be_in_viewport()
    assert chosen(explorer) == before


def test_an_address_that_makes_no_sense(page, data):
    page.goto("index.html#explore=xyzzy&a=1&b=&group=none&view=9 nowhere")
    explorer = page.locator(".explorer")
    expect(explorer).to_have_attribute("data-ready", "true")
    assert chosen(explorer) == data["words"][data["first"]]
    assert view(explorer) == [0.5, 0.5, 1]
    page.evaluate("location.hash = '#explore=monday'")
    expect(explorer).to_have_attribute("data-chosen", "monday")


# looks ----------------------------------------------------------------------------------


def test_colours_follow_the_mode(alone, page):
    def painted():
        """Return the sums of red, green and blue of the darkest and the lightest opaque point."""
        return alone.locator("canvas").evaluate(
            """canvas => {
              const { width, height } = canvas;
              const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
              const sums = [];
              for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] === 255) sums.push(data[i] + data[i + 1] + data[i + 2]);
              }
              return [Math.min(...sums), Math.max(...sums)];
            }"""
        )

    page.evaluate("document.documentElement.dataset.theme = 'light'")
    page.wait_for_timeout(100)
    darkest, _ = painted()
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_timeout(100)
    _, lightest = painted()
    # the ring around the chosen word has the colour of the text
    assert darkest < 3 * 0x28
    assert lightest > 3 * 0xE0


def test_everything_to_press_is_large_enough(alone, width):
    for control in alone.locator("button:visible, input:visible, a:visible").all():
        box = control.bounding_box()
        assert box["height"] >= 39.5, control.inner_text()
        assert box["width"] >= 39.5, control.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


# other places ---------------------------------------------------------------------------


def test_from_the_disk(page, book, data):
    page.goto((book / "index.html").as_uri())
    explorer = in_sight(page)
    explorer.get_by_role("combobox", name="Word", exact=True).fill("monday")
    page.keyboard.press("Enter")
    expect(explorer).to_have_attribute("data-chosen", "monday")
    assert ranking(explorer, "Nearest words") == neighbours(data, "monday")
    assert kept(page)["explore"] == "monday"


def test_a_page_of_ones_own_vectors(page, tmp_path, data):
    words = [f"<{word}>" if i == 3 else word for i, word in enumerate(data["words"][:60])]
    save_for_explorer(tmp_path / "mine.html", data["rows"][:60], words, about="words of mine")
    page.goto((tmp_path / "mine.html").as_uri())
    explorer = in_sight(page)
    expect(explorer.get_by_text("Here are the 60 words of mine.")).to_be_visible()
    explorer.get_by_role("combobox", name="Word", exact=True).fill(words[3])
    page.keyboard.press("Enter")
    expect(explorer).to_have_attribute("data-chosen", words[3])
    ids = dict(enumerate(words))
    found = most_similar(
        words[3], {word: i for i, word in ids.items()}, ids, data["rows"][:60], 10, verbose=False
    )
    assert [word for word, _ in ranking(explorer, "Nearest words")] == [word for word, _ in found]
