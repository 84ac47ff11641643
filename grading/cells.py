"""Put the cells of an exercise right: each is there once, as released, below what it needs.

Students copy cells, and with them the hidden metadata that tells nbgrader what to grade. They
split and delete and move them, and programs between them and us drop the metadata.
"""

import copy

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from grading.status import Flag, Status

_NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
_MARKS = ("grade", "locked", "points", "solution", "task")


def restore_cells(notebook, released):
    """Make each cell of the exercise be there once, and each check as released.

    The student's cells stay in their order. A check is moved only where it stands above an
    answer that stands above it in the release. Of cells with one grade id, the one that was
    worked on (for a check: left alone) bears it; the others stay as free cells, except that an
    untouched copy of an answer's cell is not run: it would undo the answer. A graded cell that is
    gone comes back at the end, when all is defined that can be.

    Parameters
    ----------
    notebook : NotebookNode
        A submission; changed in place.
    released : list of NotebookNode
        The cells that nbgrader knows, in order, with their metadata.

    Returns
    -------
    flags : list of Flag
    """
    found = []  # status, cell, detail
    claims = _claims(notebook, released)
    bearers = {}
    for original in released:
        grade_id = original.metadata.nbgrader.grade_id
        claimants = claims.pop(grade_id, [])
        # what is meant to change: a changed one before an untouched one; then the last
        changes = bool(original.metadata.nbgrader.solution)
        claimants.sort(key=lambda cell, o=original, c=changes: (cell.source == o.source) != c)
        for twin in claimants[:-1]:
            found.append((Status.DUPLICATE_CELL, twin, grade_id))
            del twin.metadata["nbgrader"]
            if changes and twin.source == original.source:
                _retype(twin, "raw")
        if claimants:
            bearers[grade_id] = claimants[-1]
            if _put_right(claimants[-1], original):
                found.append((Status.CHANGED_CELL, claimants[-1], grade_id))
        elif _is_graded(original):
            bearers[grade_id] = _new_cell(notebook, original)
            notebook.cells.append(bearers[grade_id])
            found.append((Status.MISSING_CELL, bearers[grade_id], grade_id))
        else:
            found.append((Status.MISSING_CELL, None, grade_id))

    for grade_id, strangers in claims.items():
        for cell in strangers:
            found.append((Status.UNKNOWN_CELL, cell, grade_id))
            del cell.metadata["nbgrader"]
    found += _put_below_answers(notebook, released, bearers)
    places = {id(cell): number for number, cell in enumerate(notebook.cells)}
    return [Flag(status, places.get(id(cell)), detail) for status, cell, detail in found]


def _claims(notebook, released):
    """Return by grade id the cells that say they are the one, or without metadata look like it."""
    claims, silent = {}, []
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader")
        if about is None:
            silent.append(cell)
        else:
            grade_id = about.get("grade_id") if isinstance(about, dict) else None
            claims.setdefault(grade_id if isinstance(grade_id, str) else "", []).append(cell)
    for original in released:
        about = original.metadata.nbgrader
        if about.grade_id not in claims:
            alike = [cell for cell in silent if _looks_like(cell, original)][:1]
            for cell in alike:
                silent.remove(cell)
                cell.metadata["nbgrader"] = {**about}
            if alike:
                claims[about.grade_id] = alike
    return claims


def _looks_like(cell, original):
    same_text = cell.source == original.source and original.metadata.nbgrader.locked
    # a release gives its cells their grade ids as names, too
    return cell.get("id") == original.metadata.nbgrader.grade_id or same_text


def _put_right(cell, original):
    """Give a cell the released type and metadata, and if it is locked the text; tell if needed."""
    about = cell.metadata["nbgrader"]
    theirs = original.metadata.nbgrader
    changed = any(about.get(mark) != theirs.get(mark) for mark in _MARKS)
    changed |= cell.cell_type != original.cell_type
    _retype(cell, original.cell_type)
    if not theirs.solution and (theirs.locked or theirs.grade):
        changed |= cell.source != original.source
        cell.source = original.source
    cell.metadata["nbgrader"] = copy.deepcopy(theirs)
    return changed


def _retype(cell, cell_type):
    if cell.cell_type == cell_type:
        return
    cell.cell_type = cell_type
    for key in ("outputs", "execution_count", "attachments"):
        cell.pop(key, None)
    if cell_type == "code":
        cell.update(outputs=[], execution_count=None)


def _is_graded(cell):
    return cell.metadata.nbgrader.grade or cell.metadata.nbgrader.task


def _new_cell(notebook, original):
    about = copy.deepcopy(original.metadata.nbgrader)
    cell = _NEW[original.cell_type](original.source, metadata={"nbgrader": about})
    if notebook.nbformat_minor < 5:
        del cell["id"]  # cells have had ids only since format 4.5
    return cell


def _put_below_answers(notebook, released, bearers):
    """Move checks down to below the last of the answers that they follow in the release."""
    moved, answers = [], []
    for original in released:
        about = original.metadata.nbgrader
        bearer = bearers.get(about.grade_id)
        if bearer is None or original.cell_type != "code":
            continue
        if about.solution:
            answers.append(bearer)
        elif about.grade:
            places = {id(cell): number for number, cell in enumerate(notebook.cells)}
            last = max((places[id(answer)] for answer in answers), default=-1)
            if places[id(bearer)] < last:
                notebook.cells.insert(last + 1, bearer)
                del notebook.cells[places[id(bearer)]]
                moved.append((Status.MOVED_CELL, bearer, about.grade_id))
    return moved
