"""A student's file, whatever its bytes: read as far as it can be, and never an exception."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.notebook_bytes import MAX_CELL, MAX_CELLS, parse_notebook
from grading.status import Status

CELLS = [
    {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Ti", "tle é"]},
    {
        "cell_type": "code",
        "execution_count": 3,
        "id": "b",
        "metadata": {"nbgrader": {"grade_id": "b", "points": 1}, "collapsed": True},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "x" * 50}],
        "source": "x = 1",
    },
    {"cell_type": "raw", "id": "c", "metadata": {}, "source": ""},
]
NOTEBOOK = {
    "cells": CELLS,
    "metadata": {"kernelspec": {"language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
TEXT = json.dumps(NOTEBOOK, ensure_ascii=False, indent=1)


def parse(data):
    notebook, flags = parse_notebook(data)
    return notebook, {flag.status for flag in flags}


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def test_an_ordinary_notebook_has_no_flags_and_loses_its_outputs():
    notebook, statuses = parse(TEXT.encode())
    assert not statuses
    assert sources(notebook) == ["# Title é", "x = 1", ""]
    assert [cell.cell_type for cell in notebook.cells] == ["markdown", "code", "raw"]
    assert notebook.cells[1].outputs == []
    assert notebook.cells[1].execution_count is None
    assert notebook.cells[1].metadata == {"nbgrader": {"grade_id": "b", "points": 1}}


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_other_encodings_are_read_and_flagged(encoding):
    notebook, statuses = parse(TEXT.encode(encoding))
    assert sources(notebook)[0] == "# Title é"
    assert statuses == {Status.ENCODING}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (TEXT[:-2], ["# Title é", "x = 1", ""]),
        (TEXT[: TEXT.index('"raw"')], ["# Title é", "x = 1"]),
        (TEXT + TEXT[-30:], ["# Title é", "x = 1", ""]),
        (TEXT.replace('"metadata": {},\n   "source": [', "<<<<<<< mine\n"), ["x = 1", ""]),
    ],
)
def test_of_a_damaged_file_the_whole_cells_are_kept(text, kept):
    notebook, statuses = parse(text.encode())
    assert statuses == {Status.DAMAGED}
    assert sources(notebook) == kept


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"3",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"<!DOCTYPE html>",
        b"import numpy as np\n",
        b'{"cells": {}}',
        b'{"cells": "cells"}',
        b'{"worksheets": 3}',
        b"[" * 100_000,
        b'{"cells": ' * 100_000,
        b'{"cells": ' + b"1" * 100_000 + b"}",
    ],
)
def test_what_is_no_notebook_is_unreadable(data):
    notebook, statuses = parse(data)
    assert notebook is None
    assert statuses == {Status.UNREADABLE}


def test_a_notebook_without_cells_is_one():
    notebook, statuses = parse(b'{"cells": [], "nbformat": 4}')
    assert (notebook.cells, statuses) == ([], set())


def test_nbformat_3_is_converted():
    old = {
        "nbformat": 3,
        "worksheets": [
            {"cells": [{"cell_type": "heading", "level": 2, "source": "Title"}]},
            {"cells": [{"cell_type": "code", "input": ["x = ", "1"], "outputs": []}]},
            None,
        ],
    }
    notebook, statuses = parse(json.dumps(old).encode())
    assert sources(notebook) == ["# Title", "x = 1"]
    assert statuses == {Status.OTHER_FORMAT}


@pytest.mark.parametrize("version", [5, "4", None, [4], {}, 4.5])
def test_another_format_is_read_as_if_it_were_4(version):
    notebook, statuses = parse(json.dumps(NOTEBOOK | {"nbformat": version}).encode())
    assert len(notebook.cells) == 3
    assert statuses == {Status.OTHER_FORMAT}


@pytest.mark.parametrize(
    ("metadata", "alien"),
    [
        ({"kernelspec": {"language": "R"}}, True),
        ({"language_info": {"name": "julia"}}, True),
        ({"kernelspec": {"name": "conda-env-w2v", "language": "python"}}, False),
        ({"kernelspec": []}, False),
        ([], False),
    ],
)
def test_an_alien_kernel_is_flagged(metadata, alien):
    _, statuses = parse(json.dumps(NOTEBOOK | {"metadata": metadata}).encode())
    assert statuses == ({Status.ALIEN_KERNEL} if alien else set())


def test_too_large_is_not_read():
    notebook, flags = parse_notebook(TEXT.encode(), max_bytes=len(TEXT) // 2)
    assert notebook is None
    assert [flag.status for flag in flags] == [Status.TOO_LARGE]


def test_too_many_cells_are_cut():
    many = NOTEBOOK | {"cells": [CELLS[2]] * (MAX_CELLS + 1)}
    notebook, statuses = parse(json.dumps(many).encode())
    assert (len(notebook.cells), statuses) == (MAX_CELLS, {Status.TOO_LARGE})


def test_a_long_cell_is_cut():
    long = NOTEBOOK | {"cells": [CELLS[2], {"cell_type": "code", "source": "x\n" * MAX_CELL}]}
    notebook, flags = parse_notebook(json.dumps(long).encode())
    assert [len(source) for source in sources(notebook)][1] == MAX_CELL
    assert [(flag.status, flag.cell) for flag in flags] == [(Status.TOO_LARGE, 1)]


def test_a_file_made_to_be_slow_to_salvage_is_given_up():
    start = time.perf_counter()
    parse(b'{"id":' * 500_000)
    assert time.perf_counter() - start < 5


def test_halves_of_characters_and_zeros_become_harmless():
    cell = {"cell_type": "code", "source": ["x = '\ud83d", "\ude00\ud800\0'"], "metadata": {}}
    notebook, _ = parse(json.dumps({"cells": [cell], "nbformat": 4}).encode())
    assert sources(notebook) == ["x = '😀��'"]


def test_pictures_in_an_answer_are_kept_and_nothing_else_beside_it():
    cell = {
        "cell_type": "markdown",
        "source": "![](attachment:a.png)",
        "attachments": {"a.png": {"image/png": "AAAA", "text/html": "<script>"}, "b": 3, "c": {}},
    }
    notebook, _ = parse(json.dumps({"cells": [cell], "nbformat": 4}).encode())
    assert notebook.cells[0].attachments == {"a.png": {"image/png": "AAAA"}}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["cell_type", "source", "input", "id", "metadata", "attachments", "outputs", "level"]
)
ODD_CELLS = st.dictionaries(
    KEYS, ANYTHING | st.sampled_from(["code", "markdown", "raw", "heading", "html"])
)
ODD_NOTEBOOKS = st.fixed_dictionaries(
    {"cells": st.lists(ODD_CELLS | ANYTHING, max_size=4)},
    optional={"metadata": ANYTHING, "nbformat": ANYTHING, "worksheets": ANYTHING},
)


@settings(max_examples=150, deadline=None)
@given(ODD_NOTEBOOKS)
def test_wherever_something_else_stands_it_is_read(raw):
    notebook, _ = parse(json.dumps(raw).encode())
    assert len(notebook.cells) == sum(isinstance(cell, dict) for cell in _all_cells(raw))
    for cell in notebook.cells:
        assert isinstance(cell.source, str)


def _all_cells(raw):
    sheets = raw.get("worksheets")
    sheets = [each for each in sheets if isinstance(each, dict)] if type(sheets) is list else []
    lists = [raw["cells"], *(sheet.get("cells") for sheet in sheets)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_bytes_are_read(data):
    whole = TEXT.encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    notebook, statuses = parse(whole[:start] + data.draw(st.binary(max_size=9)) + whole[end:])
    assert (notebook is None) == bool(statuses & {Status.UNREADABLE, Status.TOO_LARGE})
