"""A chapter's quiz in a browser: by mouse, by keyboard, by finger, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.book.axe import violations

PAGE = "book/04_embedding.html"


@pytest.fixture
def questions(page):
    page.goto(PAGE)
    return page.locator(".quiz-question")


def choose(question, right):
    """Return the label of an option that is right, or of one that is not."""
    return question.locator(f".quiz-option[data-right={str(right).lower()}] label").first


def check(question):
    return question.get_by_role("button", name="Check")


def feedback(question):
    return question.get_by_role("status")


def test_nothing_is_told_before_an_answer(questions):
    expect(questions.first.locator(".quiz-reasons")).to_be_hidden()
    expect(feedback(questions.first)).to_be_empty()
    check(questions.first).click()
    expect(feedback(questions.first)).to_have_text("Choose an option first.")
    expect(questions.first.locator(".quiz-reasons")).to_be_hidden()


def test_a_wrong_option_gets_its_reason_and_no_more(questions):
    question = questions.first
    choose(question, right=False).click()
    check(question).click()
    expect(question).to_have_attribute("data-state", "wrong")
    letter = question.locator("input:checked").input_value()
    reason = question.locator(f".quiz-reason[data-option={letter}]").text_content()
    expect(feedback(question)).to_have_text(reason)
    assert reason.startswith(f"{letter} is not right.")
    expect(question.locator(".quiz-reasons")).not_to_have_attribute("open", re.compile(".*"))


def test_another_choice_takes_the_verdict_back(questions):
    question = questions.first
    choose(question, right=False).click()
    check(question).click()
    choose(question, right=True).click()
    expect(feedback(question)).to_be_empty()
    expect(question).not_to_have_attribute("data-state", re.compile(".*"))
    check(question).click()
    expect(question).to_have_attribute("data-state", "right")
    expect(feedback(question)).to_contain_text("is right.")


def test_all_reasons_can_be_unfolded_after_an_answer(questions):
    question = questions.first
    choose(question, right=True).click()
    check(question).click()
    question.locator("summary").click()
    for reason in question.locator(".quiz-reason").all():
        expect(reason).to_be_visible()


def test_all_right(page, questions):
    for question in questions.all():
        choose(question, right=True).click()
        check(question).click()
        expect(question).to_have_attribute("data-state", "right")
    expect(page.locator(".quiz-score")).to_have_text("4 of 4 answered right")


def test_by_keyboard_alone(page, questions):
    questions.first.locator("input").first.focus()
    right = questions.first.locator(".quiz-option[data-right=true] input")
    page.keyboard.press("Space")
    while not right.is_checked():
        page.keyboard.press("ArrowDown")
    expect(right).to_be_focused()
    page.keyboard.press("Tab")
    expect(check(questions.first)).to_be_focused()
    page.keyboard.press("Enter")
    expect(questions.first).to_have_attribute("data-state", "right")
    page.keyboard.press("Tab")
    expect(questions.first.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(questions.first.locator(".quiz-reason").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(questions.nth(1).locator("input").first).to_be_focused()


def test_enter_on_an_option_checks_it(page, questions):
    right = questions.first.locator(".quiz-option[data-right=true] input")
    right.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(questions.first).to_have_attribute("data-state", "right")
    expect(right).to_be_focused()


def test_what_a_screen_reader_says(page, questions):
    question = questions.first
    legend = question.locator("legend").inner_text()
    group = page.get_by_role("group", name=legend)
    expect(group).to_have_count(1)
    buttons = group.get_by_role("radio")
    names = [label.inner_text() for label in question.locator("label").all()]
    assert len(names) == buttons.count() >= 3
    for button, name in zip(buttons.all(), names, strict=True):
        expect(button).to_have_accessible_name(" ".join(name.split()))


def test_large_enough_for_a_thumb(width, page, questions):
    for target in questions.first.locator("label, button").all():
        assert target.bounding_box()["height"] >= 40


def test_formulas_in_questions_are_set(page):
    page.goto("book/07_negative_sampling_loss.html")
    expect(page.locator(".quiz legend mjx-container").first).to_be_visible()


def test_a_click_on_a_formula_or_on_code_chooses_the_option(page):
    page.goto("book/03_cbow_bottleneck.html")
    option = page.locator(".quiz-option", has=page.locator("label mjx-container")).first
    option.locator("mjx-container").click()
    expect(option.locator("input")).to_be_checked()

    page.goto("book/01_fancy_indexing.html")
    option = page.locator(".quiz-option", has=page.locator("label code")).last
    option.locator("label code").first.click()
    expect(option.locator("input")).to_be_checked()


def test_only_pages_with_a_quiz_load_it(page):
    page.goto("book/glossary.html")
    assert page.locator("script[src*='learning/quiz.js']").count() == 0
    page.goto(PAGE)
    assert page.locator("script[src*='learning/quiz.js']").count() == 1


def test_axe_finds_nothing_in_a_quiz_with_answers(page, questions, mode):
    for question, right in zip(questions.all(), (True, False, False), strict=False):
        choose(question, right).click()
        check(question).click()
        question.locator("summary").click()
    check(questions.last).click()
    assert not violations(page, ".quiz")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_questions_options_and_folded_reasons(self, context):
        page = context.new_page()
        page.goto(PAGE)
        question = page.locator(".quiz-question").first
        expect(question.locator("legend")).to_be_visible()
        expect(question.locator("label").last).to_be_visible()
        expect(page.locator(".quiz button")).to_have_count(0)
        reason = question.locator(".quiz-reason").first
        expect(reason).to_be_hidden()
        question.locator("summary").click()
        expect(reason).to_be_visible()
