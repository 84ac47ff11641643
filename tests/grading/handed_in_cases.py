"""Cases of what is odd about files: each writes a folder as a student might hand it in."""

import copy
import io
import json
import zipfile

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from grading.handed_in import find_handed_in
from tests.grading.submissions import RIGHT, WRONG, filled, grade_id_of, released

EXERCISE = released("04_embedding")
NAME = f"{EXERCISE.name}.ipynb"

#: Function, number of its case, score and statuses
CASES = []


def case(number, score, *statuses):
    """Declare a case: what should come of what the function writes."""

    def declare(change):
        CASES.append((change, number, score, list(statuses)))
        return change

    return declare


def handed_in(change, folder):
    """Return what is read of a case, in a folder for it."""
    student = folder / "student"
    student.mkdir()
    change(student)
    return find_handed_in(student, EXERCISE).read(EXERCISE)


def answered(answer=RIGHT):
    return filled(EXERCISE, [("embedding", answer)])


def write(folder, notebook, name=NAME):
    (folder / name).write_text(nbformat.writes(notebook), encoding="utf-8")


def find(notebook, grade_id):
    return next(cell for cell in notebook.cells if grade_id_of(cell) == grade_id)


def append_copy(notebook, cell):
    twin = copy.deepcopy(cell)
    twin["id"] = "a-copy"
    notebook.cells.append(twin)


@case(24, 10, "duplicate_cell")
def copied_check(folder):
    notebook = answered()
    append_copy(notebook, find(notebook, "check_embedding"))
    write(folder, notebook)


@case(24, 10, "duplicate_cell")
def copied_answer(folder):
    notebook = answered()
    append_copy(notebook, find(EXERCISE.notebook, "embedding"))
    write(folder, notebook)


@case(25, 10, "missing_cell")
def deleted_check(folder):
    notebook = answered()
    notebook.cells.remove(find(notebook, "check_embedding"))
    write(folder, notebook)


@case(25, 10, "moved_cell")
def check_on_top(folder):
    notebook = answered()
    check = find(notebook, "check_embedding")
    notebook.cells.remove(check)
    notebook.cells.insert(0, check)
    write(folder, notebook)


@case(26, 0, "changed_cell")
def tampered_points(folder):
    notebook = answered(WRONG)
    cell = find(notebook, "check_embedding")
    cell.metadata.nbgrader.points = 1000
    cell.source = "1000.0"
    write(folder, notebook)


@case(26, 0, "changed_cell")
def tampered_type(folder):
    notebook = answered(WRONG)
    cell = find(notebook, "check_embedding")
    cell.metadata.nbgrader.update(grade=False, locked=False, solution=True)
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    write(folder, notebook)


@case(27, 10, "damaged", "missing_cell")
def cut_off(folder):
    text = nbformat.writes(answered())
    (folder / NAME).write_text(text[: text.index('"id": "check_embedding"')], encoding="utf-8")


@case(27, 0, "unreadable")
def not_a_notebook(folder):
    (folder / NAME).write_text("{", encoding="utf-8")


@case(27, 10, "encoding")
def with_a_bom(folder):
    (folder / NAME).write_text(nbformat.writes(answered()), encoding="utf-8-sig")


@case(27, 0, "too_large")
def giant_file(folder):
    write(folder, answered())
    with open(folder / NAME, "r+b") as file:
        file.truncate(500 * 2**20)


@case(27, 10, "other_format")
def in_another_format(folder):
    notebook = json.loads(nbformat.writes(answered()))
    notebook["nbformat"] = 3
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    notebook["worksheets"] = [{"cells": notebook.pop("cells")}]
    (folder / NAME).write_text(json.dumps(notebook), encoding="utf-8")


@case(28, 10, "renamed")
def renamed(folder):
    write(folder, answered(), "Homework (final) 2.ipynb")


@case(28, 10, "extra_notebook")
def extra_notebook(folder):
    write(folder, answered())
    write(folder, new_notebook(cells=[new_markdown_cell("notes")]), "notes.ipynb")


@case(29, 10, "alien_kernel")
def alien_kernel(folder):
    notebook = answered()
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    write(folder, notebook)


@case(30, 0, "link", "missing_notebook")
def link_to_another_student(folder):
    other = folder.parent / "other"
    other.mkdir()
    write(other, answered())
    (folder / NAME).symlink_to(other / NAME)


@case(30, 10, "extra_code")
def own_numpy(folder):
    write(folder, answered())
    (folder / "numpy.py").write_text("raise SystemExit", encoding="utf-8")


@case(30, 10, "outside", "extra_code")
def archive_that_climbs_out(folder):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"../../{NAME}", nbformat.writes(answered(WRONG)))
        archive.writestr(f"/etc/{NAME}", nbformat.writes(answered(WRONG)))
        archive.writestr(f"work/{NAME}", nbformat.writes(answered()))
        archive.writestr("work/numpy.py", "raise SystemExit")
    (folder / "work.zip").write_bytes(content.getvalue())
