"""Common mistakes, for a page of the book: what each does, and what a check says of it."""

import contextlib
import io
import re
import textwrap
import warnings
from dataclasses import dataclass

import numpy as np

from w2vlib.check.catalogue import catalogue
from w2vlib.check.grade import message_of
from w2vlib.check.registry import checks_of


@dataclass(frozen=True)
class CommonMistake:
    """What a student is told of one mistake.

    Attributes
    ----------
    ids : tuple of str
        Names of all entries of the catalogue that are told in the same words.
    does, hint, section : str
        As in the catalogue.
    check : str
        The first check that does not pass.
    message : str
        What that check says.
    """

    ids: tuple[str, ...]
    does: str
    hint: str
    section: str
    check: str
    message: str


def common_mistakes(target, seed=0):
    """Make every known mistake with a graded object, and note what a student would be told.

    Parameters
    ----------
    target : str
        The graded object.
    seed : int
        Makes the same inputs again.

    Returns
    -------
    mistakes : list of CommonMistake
    """
    alike = {}
    for entry in catalogue()[target]:
        alike.setdefault((entry.does, entry.hint, entry.section), []).append(entry)
    return [
        CommonMistake(
            tuple(entry.id for entry in entries), *told, *_first_failure(entries[0], seed)
        )
        for told, entries in alike.items()
    ]


def _first_failure(entry, seed):
    for number, check in enumerate(checks_of(entry.target)[1]):
        cases = check.cases(np.random.default_rng([seed, number]))
        with _quietly(seed):
            wrong = check.verdict(cases, check.run(entry.wrong, cases))
        if wrong is not None:
            message = message_of(wrong)
            if isinstance(entry.wrong, type):  # a student's has the name that the task gives it
                message = re.sub(rf"\b{entry.wrong.__name__}\b", entry.target, message)
            return check.name, message
    raise ValueError(f"{entry.id} passes every check with seed {seed}")


@contextlib.contextmanager
def _quietly(seed):
    state = np.random.get_state()
    np.random.seed(seed)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)


def as_markdown(mistake, book):
    """Return a mistake as MyST Markdown, with an anchor for each name: mistake-<name>.

    Parameters
    ----------
    mistake : CommonMistake
    book : pathlib.Path
        The folder of the chapters' sources.

    Returns
    -------
    text : str
    """
    anchors = "\n".join(f"(mistake-{name})=" for name in mistake.ids)
    _, _, label = mistake.section.partition("#")
    return f"""{anchors}
**{mistake.does}**

*Hint:* {mistake.hint} *Read:* [{title_of(mistake.section, book)}]({label})

:::{{dropdown}} What the check says
:margin: 0 4 0 0

The check «{mistake.check}» does not pass:

```text
{_wrapped(mistake.message)}
```
:::
"""


def _wrapped(message):
    # sentences, but not the rows of an array
    return "\n".join(
        line if re.match(r" *\[", line) else textwrap.fill(line, 72)
        for line in message.splitlines()
    )


def title_of(section, book):
    """Return the title nearest to a label in a chapter: that of a heading or of a box.

    Parameters
    ----------
    section : str
        Page and anchor, such as ``"04_embedding#repeated-ids"``.
    book : pathlib.Path
        The folder of the chapters' sources.

    Returns
    -------
    title : str
    """
    page, _, label = section.partition("#")
    source = (book / f"{page}.md").read_text(encoding="utf-8")
    before, _, after = source.partition(f"\n({label})=\n")
    heading = r"#+ (.+)|:::\{admonition\} (.+)"
    if found := re.match(heading, after):
        return found[1] or found[2]
    # the label stands before a paragraph: that of the heading above it
    return re.findall(r"^#+ (.+)$", before, re.M)[-1]
