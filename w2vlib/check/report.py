"""Reports: the results of one object's checks, for a notebook, a terminal or a program."""

import html
import re
from dataclasses import dataclass

from w2vlib.check.links import href_to, link_to
from w2vlib.check.registry import checks_of


@dataclass(frozen=True)
class Report:
    """The results of one graded object.

    In a notebook it shows as a table. Its plain text there is just the score, which
    nbgrader reads as partial credit; `str(report)` is the table in text.

    Attributes
    ----------
    target : str
        Name of the graded object.
    results : list of CheckResult
    seed : int
        Makes the same inputs again: ``check(name, seed=seed)``.
    """

    target: str
    results: list
    seed: int

    @property
    def score(self):
        """Points earned."""
        return sum(result.points for result in self.results)

    @property
    def max_score(self):
        """Points there are."""
        return sum(result.max_points for result in self.results)

    @property
    def headline(self):
        """The score, and a word to go with it."""
        head = f"{self.target}: {self.score:g} of {self.max_score:g} points"
        if self.score == self.max_score:
            return f"{head}. All checks pass."
        if not any(result.started for result in self.results):
            return f"{head}. Nothing is written yet, so there is nothing to check."
        return head

    @property
    def explained(self):
        """The failed checks whose explanation was not already given by one above them."""
        said, explained = set(), []
        for result in self.results:
            key = result.misconception.id if result.misconception else _gist(result.message)
            if not result.passed and result.started and key not in said:
                said.add(key)
                explained.append(result)
        return explained

    def as_dict(self):
        """Return the report as plain data, as ``python -m w2vlib.check --json`` prints it."""
        return {
            "exercise": checks_of(self.target)[0],
            "score": self.score,
            "max_score": self.max_score,
            "checks": [
                {
                    "name": result.name,
                    "target": self.target,
                    "points": result.points,
                    "max_points": result.max_points,
                    "passed": result.passed,
                    "message": full_message(result),
                    "misconception": result.misconception.id if result.misconception else None,
                }
                for result in self.results
            ],
        }

    def __repr__(self):
        return f"{self.score:g}"

    def __str__(self):
        lines = [self.headline]
        for result in self.results:
            mark = "pass" if result.passed else "    " if not result.started else "FAIL"
            lines.append(f"  {mark}  {result.points:g}/{result.max_points:g}  {result.name}")
        for result in self.explained:
            body = f"{full_message(result)}\nRead: {link_to(result.section)}"
            lines += ["", f"{result.name}:", *(f"    {line}" for line in body.splitlines())]
        if self.explained:
            lines += ["", f"The same inputs again: seed {self.seed}"]
        return "\n".join(lines)

    def _repr_html_(self):
        rows = "".join(
            f"<tr><td>{'✔' if result.passed else '✘' if result.started else '·'}</td>"
            f"<td style='text-align:left'>{html.escape(result.name)}</td>"
            f"<td>{result.points:g} / {result.max_points:g}</td></tr>"
            for result in self.results
        )
        parts = [
            f"<p><strong>{html.escape(self.headline)}</strong></p>",
            f"<table><thead><tr><th></th><th style='text-align:left'>Check</th><th>Points</th></tr>"
            f"</thead><tbody>{rows}</tbody></table>",
        ]
        for result in self.explained:
            entry = result.misconception
            parts.append(f"<p><strong>{html.escape(result.name)}</strong></p>")
            if entry:
                parts.append(f"<p>{html.escape(entry.does)}</p>")
            parts.append(f"<pre>{html.escape(result.message)}</pre>")
            if entry:
                parts.append(f"<p><em>Hint:</em> {html.escape(entry.hint)}</p>")
            parts.append(f"<p>Read: {_link(result.section)}</p>")
        if self.explained:
            parts.append(
                f"<p><small>The same inputs again: "
                f"<code>check({self.target!r}, seed={self.seed})</code></small></p>"
            )
        return "\n".join(parts)


def _link(section):
    href, text = href_to(section), html.escape(section)
    return f"<a href='{html.escape(href)}'>{text}</a>" if href else f"the book, {text}"


def _gist(message):
    """Return what two messages have in common that say the same of other inputs."""
    if message.startswith("Your code stopped with") or "\n" not in message:
        return re.sub(r"[\d\s.,()\[\]-]+", " ", message)
    return message


def full_message(result):
    """Return what is wrong, with the known mistake and its hint where one fits."""
    if not result.misconception:
        return result.message
    entry = result.misconception
    return f"{entry.does}\n{result.message}\nHint: {entry.hint}"
