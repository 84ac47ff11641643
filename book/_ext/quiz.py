"""The directive `quiz`: questions of multiple choice, with a reason for every option.

Its content is a numbered list of questions. Each ends with a task list, in which the right option
is ticked, and in which a quotation below each option says why it is right or wrong:

    :::{quiz}
    1. What shape has `W[3]`, if `W` has shape (7, 3)?

       - [ ] (7,)
         > That is a column, `W[:, 3]`.
       - [x] (3,)
         > One id, one row: the first axis is gone.
    :::

Without JavaScript the reasons stand folded below the options; `learning/quiz.js` adds a button.
"""

import hashlib
import string
from dataclasses import dataclass
from pathlib import PurePosixPath

from docutils import nodes
from site_files import SITE, load
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

FILES = ["learning/learning.css", "learning/quiz.js"]
LETTERS = string.ascii_uppercase
SUMMARY = "The reasons, option by option"

logger = logging.getLogger(__name__)


class element(nodes.General, nodes.Element):
    """An HTML element: `tag`, and the dict `attributes`."""


class phrase(nodes.General, nodes.TextElement):
    """An HTML element that holds words, whose quotation marks are then made round."""


class quiz(element):
    """The outermost element of a quiz."""


class Quiz(SphinxDirective):
    """Make a `quiz` of a numbered list; warn of what is missing."""

    has_content = True

    def run(self):
        """Return the quiz, or the plain list where something is wrong with it."""
        for file in FILES:
            self.env.note_dependency(str(SITE / file))
        content = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, content)
        self.sound = True
        questions = self.questions_in(content)
        if "quiz" in self.env.metadata[self.env.docname]:
            self.warn(content, "a page has one quiz at most")
        if not self.sound:
            return content.children
        self.env.metadata[self.env.docname]["quiz"] = [question.id for question in questions]
        name = PurePosixPath(self.env.docname).name
        blocks = [block_of(question, f"quiz-{name}", n) for n, question in enumerate(questions, 1)]
        return [quiz("", *blocks, tag="div", attributes={"class": "quiz"})]

    def questions_in(self, content):
        """Return the questions, each as `Question`."""
        if len(content) != 1 or not isinstance(content[0], nodes.enumerated_list):
            self.warn(content, "a quiz is one numbered list of questions, and nothing else")
            return []
        return [self.question_in(item, f"question {n}") for n, item in enumerate(content[0], 1)]

    def question_in(self, item, name):
        """Take a list item apart into what is asked and the options."""
        asked, options = list(item.children), []
        if asked and isinstance(asked[-1], nodes.bullet_list):
            options = [
                self.option_in(child, f"option {letter} of {name}")
                for letter, child in zip(LETTERS, asked.pop(), strict=False)
            ]
        if not asked or not isinstance(asked[0], nodes.paragraph):
            self.warn(item, f"{name} does not begin with a sentence")
        if len(options) < 2:
            self.warn(item, f"{name} does not end with a list of two options or more")
        elif (right := sum(option.right for option in options)) != 1:
            self.warn(item, f"{name} has {right or 'no'} right options; tick one, as [x]")
        return Question(asked, options)

    def option_in(self, item, name):
        """Take a list item apart into an option and its reason."""
        said, reason = list(item.children), []
        if said and isinstance(said[-1], nodes.block_quote):
            reason = said.pop().children
        if not reason:
            self.warn(item, f"{name} has no reason: a quotation, >, below it")
        box = said[0][0] if said and isinstance(said[0], nodes.paragraph) else None
        if "task-list-item" not in item["classes"] or not isinstance(box, nodes.raw):
            self.warn(item, f"{name} begins neither with [ ] nor with [x]")
            return Option(False, said, reason)
        said[0].remove(box)
        return Option("checked" in box.astext(), said, reason)

    def warn(self, node, message):
        """Warn, which fails the book's build."""
        self.sound = False
        line = next((it.line for it in node.findall() if it.line), self.lineno)
        logger.warning("quiz: %s", message, location=(self.env.docname, line))


@dataclass
class Option:
    """Whether an option is right, and as nodes, what it says and why."""

    right: bool
    said: list
    reason: list


@dataclass
class Question:
    """What is asked, as nodes, and the options."""

    asked: list
    options: list

    @property
    def id(self):
        """Eight digits that stay while the question's words do, wherever it stands."""
        words = [node.astext() for node in self.asked]
        for option in self.options:
            words += [str(option.right), *(node.astext() for node in option.said)]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]


def questions_of(env):
    """Return the ids of each quiz's questions, by page."""
    return {page: it["quiz"] for page, it in env.metadata.items() if "quiz" in it}


def block_of(question, quiz_id, number):
    """Return the elements of one question."""
    group = f"{quiz_id}-{number}"
    first, *more = question.asked
    legend = html("legend", "", html("span", "quiz-number", nodes.Text(f"{number}.")))
    legend += [nodes.Text(" "), *first.children]
    fieldset = html("fieldset", "", legend, *more)
    why = html("details", "quiz-reasons", html("summary", "", nodes.Text(SUMMARY)))
    for letter, option in zip(LETTERS, question.options, strict=False):
        fieldset += row_of(option, group, letter)
        why += reason_of(option, letter)
    block = html("div", "quiz-question", fieldset, why, **{"data-question": question.id})
    block["ids"] = [group]
    return block


def row_of(option, group, letter):
    """Return a radio button, its label, and whatever else the option holds."""
    radio = html("input", "", type="radio", name=group, value=letter)
    radio["ids"] = [f"{group}-{letter.lower()}"]
    first, *more = option.said
    label = html(
        "label",
        "",
        html("span", "quiz-letter", nodes.Text(letter)),
        html("span", "", *first.children),
        **{"for": radio["ids"][0]},
    )
    row = html("div", "quiz-option", radio, label, **{"data-right": str(option.right).lower()})
    if more:
        more = html("div", "quiz-more", *more)
        more["ids"] = [f"{radio['ids'][0]}-more"]
        radio["attributes"]["aria-describedby"] = more["ids"][0]
        row += more
    return row


def reason_of(option, letter):
    """Return the reason, with the verdict before its first words."""
    verdict = nodes.strong("", f"{letter} is {'right' if option.right else 'not right'}.")
    first, *more = option.reason
    if isinstance(first, nodes.paragraph):
        first[:0] = [verdict, nodes.Text(" ")]
    else:
        more.insert(0, first)
        first = nodes.paragraph("", "", verdict)
    return html("div", "quiz-reason", first, *more, **{"data-option": letter})


def html(tag, css_class, *children, **attributes):
    """Return an element."""
    if css_class:
        attributes["class"] = css_class
    if tag in ("legend", "span"):
        return phrase("", "", *children, tag=tag, attributes=attributes)
    return element("", *children, tag=tag, attributes=attributes)


def visit_element(translator, node):
    """Open the element. One without content, as input, is not closed."""
    translator.body.append(
        translator.starttag(node, node["tag"], "", empty=not node.children, **node["attributes"])
    )


def depart_element(translator, node):
    """Close the element."""
    if node.children:
        translator.body.append(f"</{node['tag']}>")


def load_script(app, pagename, templatename, context, doctree):
    """Load style and script on pages with a quiz."""
    if doctree and any(doctree.findall(quiz)):
        load(app, context, FILES)


def setup(app):
    """Add the directive and its nodes."""
    for node in (element, phrase, quiz):
        app.add_node(node, html=(visit_element, depart_element))
    app.add_directive("quiz", Quiz)
    app.connect("html-page-context", load_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
