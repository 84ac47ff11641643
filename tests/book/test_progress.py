"""What was read and answered: marked in the contents, listed on the first page, forgotten."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.book.axe import violations
from w2vlib.topics import TOPICS

KEY = "word2vec-course:progress"
CHAPTER = "book/04_embedding"
PAGE = f"{CHAPTER}.html"


def stored(page):
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))


def keep(context, text):
    """Let the browser hold a text from an earlier visit."""
    context.add_init_script(
        f"if (!localStorage.getItem({json.dumps(KEY)}))"
        f" localStorage.setItem({json.dumps(KEY)}, {json.dumps(text)});"
    )


def in_contents(page, title):
    return page.locator(".bd-docs-nav").get_by_role("link", name=title)


def answer_right(page, number=0):
    question = page.locator(".quiz-question").nth(number)
    question.locator(".quiz-option[data-right=true] label").click()
    question.get_by_role("button", name="Check").click()


@pytest.fixture(autouse=True)
def wide(page):
    page.set_viewport_size({"width": 1280, "height": 900})


def test_nothing_is_stored_or_marked_at_first(page):
    page.goto(PAGE)
    expect(page.get_by_label("I have read this chapter")).not_to_be_checked()
    expect(page.locator(".progress-mark")).to_have_count(0)
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None


def test_a_chapter_is_ticked_and_unticked(page):
    page.goto(PAGE)
    page.get_by_label("I have read this chapter").check()
    link = in_contents(page, re.compile("Embedding: take the row"))
    expect(link.get_by_role("img", name="read")).to_have_text("✓")

    page.goto("book/glossary.html")
    expect(link.get_by_role("img", name="read")).to_be_visible()
    expect(page.locator(".progress-mark")).to_have_count(1)

    page.goto(PAGE)
    page.get_by_label("I have read this chapter").uncheck()
    expect(page.locator(".progress-mark")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("I have read this chapter")).not_to_be_checked()


def test_by_keyboard(page):
    page.goto(PAGE)
    page.get_by_label("I have read this chapter").focus()
    page.keyboard.press("Space")
    expect(page.locator(".progress-mark")).to_have_text("✓")
    page.goto("index.html")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Forget my progress").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".progress-mark")).to_have_count(0)


def test_right_answers_are_remembered(page):
    page.goto(PAGE)
    answer_right(page)
    answer_right(page, 2)
    expect(page.locator(".progress-mark")).to_have_text("2/4")
    page.reload()
    expect(page.locator(".quiz-score")).to_have_text("2 of 4 answered right")
    before = page.get_by_text("Answered right before")
    expect(before).to_have_count(2)
    expect(page.locator(".quiz input:checked")).to_have_count(0)
    answer_right(page)
    expect(before).to_have_count(1)
    answer_right(page)
    expect(page.locator(".progress-mark")).to_have_text("2/4")


def test_a_wrong_answer_is_not_remembered(page):
    page.goto(PAGE)
    question = page.locator(".quiz-question").first
    question.locator(".quiz-option[data-right=false] label").first.click()
    question.get_by_role("button", name="Check").click()
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None


def test_the_first_page_lists_all_chapters(page):
    page.goto("index.html")
    rows = page.locator(".progress-panel tbody tr")
    expect(rows).to_have_count(len(TOPICS))
    names = rows.evaluate_all("rows => rows.map(row => row.dataset.chapter)")
    assert names == [f"book/{topic.name}" for topic in TOPICS]
    expect(page.locator(".progress-sum")).to_contain_text(f"0 of {len(TOPICS)} chapters read")
    expect(page.get_by_role("button", name="Forget my progress")).to_be_disabled()


def test_the_first_page_counts(page):
    page.goto(PAGE)
    page.get_by_label("I have read this chapter").check()
    answer_right(page, 1)
    page.goto("book/07_negative_sampling_loss.html")
    answer_right(page)
    page.goto("index.html")
    row = page.locator(f"tr[data-chapter='{CHAPTER}']")
    expect(row.locator("td")).to_have_text(["✓ read", "1 of 4"])
    expect(page.locator(".progress-sum")).to_contain_text(f"1 of {len(TOPICS)} chapters read, 2 of")


def test_back_to_the_first_page(page):
    page.goto("index.html")
    page.locator(".progress-panel a", has_text="Embedding: take the row").click()
    page.get_by_label("I have read this chapter").check()
    page.go_back()
    expect(page.locator(".progress-sum")).to_contain_text("1 of")


def test_another_window_is_told(page, context):
    page.goto("index.html")
    other = context.new_page()
    other.goto(PAGE)
    other.get_by_label("I have read this chapter").check()
    expect(page.locator(".progress-sum")).to_contain_text("1 of")
    expect(page.locator(".progress-mark")).to_have_text("✓")


def test_forget(page):
    page.goto(PAGE)
    page.get_by_label("I have read this chapter").check()
    answer_right(page)
    page.goto("index.html")
    forget = page.get_by_role("button", name="Forget my progress")

    page.once("dialog", lambda dialog: dialog.dismiss())
    forget.click()
    expect(page.locator(".progress-mark")).to_have_text("✓ 1/4")

    page.once("dialog", lambda dialog: dialog.accept())
    forget.click()
    expect(page.locator(".progress-sum")).to_contain_text("0 of")
    expect(page.locator(".progress-mark")).to_have_count(0)
    expect(forget).to_be_disabled()
    assert stored(page) == {"version": 1, "chapters": {}}


def test_nothing_leaves_the_browser(page):
    asked = []
    page.goto(PAGE)
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("I have read this chapter").check()
    answer_right(page)
    page.wait_for_timeout(300)
    assert not asked
    assert page.context.cookies() == []


def test_a_question_that_is_gone_counts_no_more(page, context):
    before = {"read": True, "right": ["00000000", "11111111"], "of": 9}
    keep(context, json.dumps({"version": 1, "chapters": {CHAPTER: before}}))
    page.goto("index.html")
    expect(page.locator(f"tr[data-chapter='{CHAPTER}'] td")).to_have_text(["✓ read", "0 of 4"])
    page.goto(PAGE)
    assert stored(page)["chapters"][CHAPTER] == {"read": True, "right": [], "of": 4}
    expect(page.locator(".progress-mark")).to_have_text("✓")


GARBAGE = [
    "",
    "not JSON",
    "null",
    "7",
    '"text"',
    "[]",
    "{}",
    '{"version": 1}',
    '{"version": 1, "chapters": 7}',
    '{"version": 1, "chapters": {"book/04_embedding": null}}',
    '{"version": 1, "chapters": {"book/04_embedding": {"read": 1, "right": 7, "of": "x"}}}',
    '{"version": 1, "chapters": {"book/04_embedding": {"right": [{}, null, "<b>"]}}}',
    '{"version": 2, "chapters": {"book/04_embedding": {"read": true}}}',
]


def test_garbage_is_as_nothing(page):
    page.goto(PAGE)
    read = page.get_by_label("I have read this chapter")
    for garbage in GARBAGE:
        page.evaluate("text => localStorage.setItem(...text)", [KEY, garbage])
        page.reload()
        expect(read, garbage).not_to_be_checked()
        expect(page.locator(".progress-mark"), garbage).to_have_count(0)
        read.check()
        expect(page.locator(".progress-mark"), garbage).to_have_text("✓")
        assert stored(page)["chapters"][CHAPTER] == {"read": True, "right": [], "of": 0}


@pytest.mark.parametrize("forbidden", ["getItem", "setItem"])
def test_where_storage_is_forbidden(page, context, forbidden):
    # the theme itself reads its mode before our scripts run
    context.add_init_script(
        f"""const before = Storage.prototype.{forbidden};
        Storage.prototype.{forbidden} = function (key, ...rest) {{
          if (key === "{KEY}") throw new DOMException("forbidden", "SecurityError");
          return before.call(this, key, ...rest);
        }};"""
    )
    page.goto(PAGE)
    page.get_by_label("I have read this chapter").check()
    answer_right(page)
    expect(page.locator(".progress-mark")).to_have_text("✓ 1/4")
    page.goto("index.html")
    expect(page.locator(".progress-sum")).to_contain_text("0 of")


def test_who_keeps_nothing_is_told_so(page, context):
    page.goto("index.html")
    told = page.get_by_text("This browser keeps nothing for this site")
    expect(told).to_be_hidden()
    context.add_init_script(
        f"""const before = Storage.prototype.getItem;
        Storage.prototype.getItem = function (key) {{
          if (key === "{KEY}") throw new DOMException("forbidden", "SecurityError");
          return before.call(this, key);
        }};"""
    )
    page.reload()
    expect(told).to_be_visible()


def test_on_a_phone_the_marks_are_in_the_menu(page):
    page.goto(PAGE)
    page.get_by_label("I have read this chapter").check()
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.locator(".primary-toggle").first.click()
    expect(page.locator(".progress-mark").first).to_be_visible()


def test_axe_finds_nothing(page, mode):
    page.goto(PAGE)
    page.get_by_label("I have read this chapter").check()
    for part in (".progress-mark", ".chapter-read"):
        assert not violations(page, part)
    page.goto("index.html")
    assert not violations(page, ".progress-panel")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    @pytest.fixture
    def wide(self):
        """Take no page that counts what a browser without scripts leaves out."""

    def test_no_empty_table_and_no_dead_box(self, context):
        page = context.new_page()
        page.goto("index.html")
        expect(page.locator(".progress-panel")).to_be_hidden()
        page.goto(PAGE)
        expect(page.locator("article input[type=checkbox]")).to_have_count(0)
