"""What nbgrader shows as the comment on an answer: its checks in brief, and what was odd.

Students and graders read it, as Markdown. So it holds nothing that a notebook could have put
there: names of checks, what a known mistake does, and what a status means.
"""

import ast

from nbgrader.utils import compute_checksum

NO_RESPONSE = "No response."


def comments_of(entry):
    """Return the comment on each answer that deserves one.

    Parameters
    ----------
    entry : grading.gradebook.Entry

    Returns
    -------
    comments : dict of str
        By grade id. As from nbgrader itself, «No response.» where nothing was written.
    """
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in entry.submission.notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    parts = {}
    for grade_id, cell in cells.items():
        if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell):
            parts[grade_id] = [NO_RESPONSE]
    for reports in entry.graded.reports.values():
        for report in reports:
            place = _answer_with(report.target, cells)
            if place and place not in parts and report.score < report.max_score:
                parts[place] = [_brief(report)]
    if entry.flags and cells:
        parts.setdefault(next(iter(cells)), []).append(_oddities(entry.flags))
    return {grade_id: "\n\n".join(texts) for grade_id, texts in parts.items()}


def _answer_with(target, cells):
    """Return the grade id of the cell that defines an object, or None."""
    for grade_id, cell in cells.items():
        if cell.cell_type == "code" and target in _defined(cell.source):
            return grade_id
    return None


def _defined(source):
    try:
        nodes = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {getattr(node, "name", None) for node in nodes}


def _brief(report):
    lines = [f"**{report.headline}**", ""]
    for result in report.explained:
        what = result.misconception.does if result.misconception else "see the table of its check"
        lines.append(f"- {result.name}: {what}")
    return "\n".join(lines).rstrip()


def _oddities(flags):
    # a status once, however many cells it concerns
    statuses = dict.fromkeys(flag.status for flag in flags)
    return "\n".join(["While it was graded:", "", *(f"- {each.meaning}" for each in statuses)])
