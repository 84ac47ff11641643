"""Mend submissions where stock nbgrader would give up on them or take points away for nothing."""

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from traitlets.log import get_logger


def mend_cells(notebook, resources):
    """Give each grade id to exactly one cell, and put back graded cells that are gone.

    Students copy cells, and with them the hidden metadata that tells nbgrader what to grade.
    Stock nbgrader then stops at the submission. This stands in the place of its
    `DeduplicateIds`, before `OverwriteCells`, which restores the text of locked cells.

    Parameters
    ----------
    notebook : NotebookNode
        A submission; changed in place.
    resources : dict
        nbgrader's, with the notebook's name and its gradebook.

    Returns
    -------
    notebook, resources
        As nbconvert wants it of a preprocessor.
    """
    where = resources["nbgrader"]
    with Gradebook(where["db_url"]) as gradebook:
        record = gradebook.find_notebook(where["notebook"], where["assignment"])
        released = [(cell.source, _metadata(cell, record)) for cell in record.source_cells]
    claims = _claims(notebook)

    for source, metadata in released:
        grade_id = metadata["grade_id"]
        # an untouched cell before a changed one, then the last
        claimants = sorted(claims.pop(grade_id, []), key=lambda cell: cell.source == source)
        for copy in claimants[:-1]:
            _warn(where, f"{grade_id} is there more than once")
            del copy.metadata["nbgrader"]
        if claimants:
            claimants[-1].metadata["nbgrader"] = metadata
        elif metadata["grade"] or metadata["task"]:
            # at the end: by then all is defined that can be
            _warn(where, f"{grade_id} was missing and is put back")
            notebook.cells.append(_new_cell(notebook, source, metadata))

    for grade_id, strangers in claims.items():
        _warn(where, f"{grade_id} is no cell of this notebook")
        for cell in strangers:
            del cell.metadata["nbgrader"]
    return notebook, resources


def _metadata(cell, record):
    graded = {each.name: each.max_score for each in record.grade_cells}
    tasks = {each.name: each.max_score for each in record.task_cells}
    points = {**graded, **tasks}
    metadata = {
        "cell_type": cell.cell_type,
        "checksum": cell.checksum,
        "grade": cell.name in graded,
        "grade_id": cell.name,
        "locked": cell.locked,
        "schema_version": 3,
        "solution": cell.name in {each.name for each in record.solution_cells},
        "task": cell.name in tasks,
    }
    if cell.name in points:
        metadata["points"] = points[cell.name]
    return metadata


def _claims(notebook):
    claims = {}
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader")
        if metadata is not None:
            grade_id = metadata.get("grade_id") if isinstance(metadata, dict) else None
            claims.setdefault(grade_id, []).append(cell)
    return claims


def _new_cell(notebook, source, metadata):
    new = new_code_cell if metadata["cell_type"] == "code" else new_markdown_cell
    cell = new(source, metadata={"nbgrader": metadata})
    if notebook.nbformat_minor < 5:
        del cell["id"]  # cells have had ids only since format 4.5
    return cell


def _warn(where, what):
    get_logger().warning("%s, %s: %s", where["student"], where["notebook"], what)


def forgive_stderr(notebook, resources):
    """Let what graded cells wrote to stderr count as plain text, if they gave a score.

    nbgrader gives no points to a cell with any output on stderr. `check` catches what is
    written through `sys.stderr`, but not what a logger or a library in C writes past it.
    Stands between `Execute` and `SaveAutoGrades`.

    Parameters
    ----------
    notebook : NotebookNode
        An executed submission; changed in place.
    resources : dict
        nbgrader's.

    Returns
    -------
    notebook, resources
        As nbconvert wants it of a preprocessor.
    """
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        if any(output.output_type == "execute_result" for output in outputs):
            for output in outputs:
                if output.output_type == "stream":
                    output.name = "stdout"
    return notebook, resources
