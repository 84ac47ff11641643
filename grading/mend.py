"""Mend submissions where stock nbgrader would give up on them or take points away for nothing."""

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from traitlets.log import get_logger

from grading.cells import restore_cells

_NEW = {"code": new_code_cell, "markdown": new_markdown_cell}


def mend_cells(notebook, resources):
    """Give each grade id to exactly one cell, and put back graded cells that are gone.

    Stock nbgrader stops at a submission in which a cell was copied. This stands in the place of
    its `DeduplicateIds`, before `OverwriteCells`.

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
        released = [
            _NEW[cell.cell_type](cell.source, metadata={"nbgrader": _metadata(cell, record)})
            for cell in record.source_cells
        ]
    for flag in restore_cells(notebook, released):
        get_logger().warning(
            "%s, %s, %s: %s", where["student"], where["notebook"], flag.detail, flag.status.meaning
        )
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
