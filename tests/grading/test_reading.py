"""Submissions as students really hand them in, and as nobody would: one notebook to grade."""

import copy
import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.course import ROOT
from grading.exercise import Exercise
from grading.reading import graded_cells, read_submission
from grading.status import Status

EXERCISE = Exercise.read(ROOT / "exercises" / "05_embedding_dot" / "05_embedding_dot.ipynb")
GRADED = {cell.metadata.nbgrader.grade_id: cell for cell in graded_cells(EXERCISE.notebook)}
CHECKS = ("check_embedding_dot", "check_sigmoid_with_loss")
ANSWER = "class EmbeddingDot:\n    pass"


def place(notebook, grade_id):
    return next(
        number
        for number, cell in enumerate(notebook.cells)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def find(notebook, grade_id):
    return notebook.cells[place(notebook, grade_id)]


@pytest.fixture
def notebook():
    notebook = EXERCISE.notebook
    find(notebook, "embedding_dot").source = ANSWER
    return notebook


def read(notebook):
    submission = read_submission(nbformat.writes(notebook).encode(), EXERCISE)
    assert_can_be_graded(submission)
    return submission


def assert_can_be_graded(submission):
    notebook = submission.notebook
    nbformat.validate(notebook)
    cells = {}
    for number, cell in enumerate(notebook.cells):
        if "nbgrader" in cell.metadata:
            about = cell.metadata.nbgrader
            assert about == GRADED[about.grade_id].metadata.nbgrader
            assert cell.cell_type == GRADED[about.grade_id].cell_type
            assert about.grade_id not in cells
            cells[about.grade_id] = number
    for check in CHECKS:
        assert notebook.cells[cells[check]].source == GRADED[check].source
    if "embedding_dot" in cells:
        assert cells["embedding_dot"] < cells[CHECKS[0]]
    if "sigmoid_with_loss" in cells:
        assert cells["sigmoid_with_loss"] < cells[CHECKS[1]]
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert notebook.metadata == EXERCISE.notebook.metadata


def statuses(submission):
    return {(flag.status, flag.detail) for flag in submission.flags}


def code(submission):
    return [cell.source for cell in submission.notebook.cells if cell.cell_type == "code"]


def test_an_honest_submission_is_left_as_it_is(notebook):
    find(notebook, "think_embedding_dot").source = "My thoughts."
    submission = read(notebook)
    assert submission.flags == ()
    assert [(cell.cell_type, cell.source) for cell in submission.notebook.cells] == [
        (cell.cell_type, cell.source) for cell in notebook.cells
    ]
    assert submission.answers["embedding_dot"] == ANSWER
    assert not submission.is_untouched


def test_an_untouched_submission_is_told():
    assert read(EXERCISE.notebook).is_untouched


def twin(notebook, grade_id, distance=1, **changes):
    number = place(notebook, grade_id)
    cell = copy.deepcopy(notebook.cells[number])
    cell.update(id="twin", **changes)
    notebook.cells.insert(number + distance, cell)


def test_a_copied_check_runs_once(notebook):
    twin(notebook, CHECKS[0])
    assert statuses(read(notebook)) == {(Status.DUPLICATE_CELL, CHECKS[0])}


def test_a_split_answer_keeps_its_pieces_in_order(notebook):
    twin(notebook, "embedding_dot", source="EmbeddingDot.forward = None")
    submission = read(notebook)
    assert statuses(submission) == {(Status.DUPLICATE_CELL, "embedding_dot")}
    sources = code(submission)
    assert sources.index(ANSWER) + 1 == sources.index("EmbeddingDot.forward = None")


@pytest.mark.parametrize("distance", [0, 1])
def test_an_untouched_copy_does_not_undo_the_answer(notebook, distance):
    twin(notebook, "embedding_dot", distance, source=GRADED["embedding_dot"].source)
    submission = read(notebook)
    assert submission.answers["embedding_dot"] == ANSWER
    assert GRADED["embedding_dot"].source not in code(submission)


def test_a_deleted_check_comes_back_at_the_end(notebook):
    del notebook.cells[place(notebook, CHECKS[0])]
    submission = read(notebook)
    assert statuses(submission) == {(Status.MISSING_CELL, CHECKS[0])}
    assert place(submission.notebook, CHECKS[0]) == len(submission.notebook.cells) - 1


def test_a_deleted_answer_is_told_and_stays_away(notebook):
    del notebook.cells[place(notebook, "embedding_dot")]
    submission = read(notebook)
    assert statuses(submission) == {(Status.MISSING_CELL, "embedding_dot")}
    assert "embedding_dot" not in submission.answers


def test_without_metadata_cells_are_known_by_their_names(notebook):
    for cell in notebook.cells:
        cell.metadata.clear()
    submission = read(notebook)
    assert submission.flags == ()
    assert submission.answers["embedding_dot"] == ANSWER


def test_without_names_too_checks_are_known_by_their_text(notebook):
    for number, cell in enumerate(notebook.cells):
        cell.metadata.clear()
        cell["id"] = f"renamed-{number}"
    submission = read(notebook)
    assert {detail for _, detail in statuses(submission)} == set(GRADED) - set(CHECKS)
    assert place(submission.notebook, CHECKS[0]) == place(EXERCISE.notebook, CHECKS[0])


def test_a_check_above_its_answer_is_put_below(notebook):
    check = notebook.cells.pop(place(notebook, CHECKS[0]))
    notebook.cells.insert(0, check)
    submission = read(notebook)
    assert statuses(submission) == {(Status.MOVED_CELL, CHECKS[0])}
    answer = place(submission.notebook, "embedding_dot")
    assert place(submission.notebook, CHECKS[0]) == answer + 1


def test_a_check_may_stand_further_down(notebook):
    check = notebook.cells.pop(place(notebook, CHECKS[0]))
    notebook.cells.append(check)
    assert read(notebook).flags == ()


def test_retyped_cells_get_their_type_back(notebook):
    for grade_id in ("embedding_dot", CHECKS[0]):
        cell = find(notebook, grade_id)
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]
    submission = read(notebook)
    assert statuses(submission) == {
        (Status.CHANGED_CELL, "embedding_dot"),
        (Status.CHANGED_CELL, CHECKS[0]),
    }
    assert submission.answers["embedding_dot"] == ANSWER


@pytest.mark.parametrize(
    "change",
    [
        {"points": 1000},
        {"grade": False, "locked": False, "solution": True},
        {"locked": False},
        {"points": None},
    ],
)
def test_tampered_marks_are_put_right(notebook, change):
    find(notebook, CHECKS[0]).metadata.nbgrader.update(change)
    assert statuses(read(notebook)) == {(Status.CHANGED_CELL, CHECKS[0])}


def test_a_rewritten_check_is_put_right(notebook):
    find(notebook, CHECKS[0]).source = "10.0"
    assert statuses(read(notebook)) == {(Status.CHANGED_CELL, CHECKS[0])}


def test_a_cell_of_another_exercise_is_free(notebook):
    twin(notebook, CHECKS[0])
    notebook.cells[place(notebook, CHECKS[0]) + 1].metadata.nbgrader.grade_id = "another"
    assert statuses(read(notebook)) == {(Status.UNKNOWN_CELL, "another")}


@pytest.mark.parametrize("data", [None, b"", b"{}", b"\0" * 99])
def test_of_nothing_the_graded_cells_are_left(data):
    submission = read_submission(data, EXERCISE)
    assert_can_be_graded(submission)
    assert submission.is_untouched
    assert len(submission.flags) == 1
    assert submission.flags[0].status.ungraded
    assert [cell.metadata.nbgrader.grade for cell in submission.notebook.cells] == [True] * 3


def test_the_same_bytes_give_the_same_notebook(notebook):
    data = nbformat.writes(notebook).encode()
    assert read_submission(data, EXERCISE) == read_submission(data, EXERCISE)


def test_flags_say_which_cell(notebook):
    find(notebook, CHECKS[1]).source = ""
    (flag,) = read(notebook).flags
    assert flag.cell == place(notebook, CHECKS[1])


METADATA = st.dictionaries(
    st.sampled_from(["grade_id", "grade", "solution", "locked", "points", "task", "x"]),
    st.sampled_from([*GRADED, "another", True, False, None, 3, -1.5, [], {}]),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["drop", "copy", "move", "text", "type", "mark", "id"]),
        st.integers(0, 99),
        st.integers(0, 99),
        METADATA,
        st.text(max_size=9),
        st.sampled_from(["code", "markdown", "raw", "x", None]),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_whatever_is_done_to_a_notebook_it_can_be_graded(changes):
    notebook = json.loads(EXERCISE.source)
    cells = notebook["cells"]
    for what, number, other, metadata, text, cell_type in changes:
        if not cells:
            break
        number, other = number % len(cells), other % len(cells)
        if what == "drop":
            del cells[number]
        elif what == "copy":
            cells.insert(other, copy.deepcopy(cells[number]))
        elif what == "move":
            cells.insert(other, cells.pop(number))
        else:
            key = {"text": "source", "type": "cell_type", "mark": "metadata", "id": "id"}[what]
            value = {"type": cell_type, "mark": {"nbgrader": metadata}}.get(what, text)
            cells[number][key] = value
    assert_can_be_graded(read_submission(json.dumps(notebook).encode(), EXERCISE))
