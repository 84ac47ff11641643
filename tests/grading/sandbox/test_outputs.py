"""Outputs are made from what a notebook says, whatever that is."""

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.sandbox.outputs import Outputs


def collected(*messages, most=1_000_000):
    outputs = Outputs(most)
    for message in messages:
        outputs.add(message)
    return outputs


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(text, **more):
    return {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}, **more}


def test_streams_are_joined():
    cells = collected(stream("a"), stream("b"), stream("c", "stderr"), stream("d")).cells
    assert [(each.name, each.text) for each in cells] == [
        ("stdout", "ab"),
        ("stderr", "c"),
        ("stdout", "d"),
    ]


def test_clear_output():
    clear = {"output_type": "clear_output", "wait": False}
    assert [each.text for each in collected(stream("a"), clear, stream("b")).cells] == ["b"]
    later = {**clear, "wait": True}
    assert [each.text for each in collected(stream("a"), later).cells] == ["a"]
    assert [each.text for each in collected(stream("a"), later, stream("b")).cells] == ["b"]


def test_updates():
    shown = display("1", transient={"display_id": "x"})
    update = {**shown, "output_type": "update_display_data", "data": {"text/plain": "2"}}
    other = display("3", transient={"display_id": "y"})
    cells = collected(shown, other, update).cells
    assert [each.data["text/plain"] for each in cells] == ["2", "3"]


def test_only_forms_that_a_page_can_show_are_kept():
    data = {
        "text/plain": "a",
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "m"},
        "text/html": ["not", "text"],
    }
    (output,) = collected({"output_type": "display_data", "data": data}).cells
    assert output.data == {"text/plain": "a"}


def test_too_many_outputs_are_cut():
    outputs = collected(*(display(str(number)) for number in range(2000)))
    assert len(outputs.cells) == 1000
    assert outputs.cut


def test_a_flood_is_cut_in_time_that_grows_with_it():
    outputs = collected(*(stream("x" * 10) for _ in range(200_000)), most=4_000_000)
    assert outputs.cut
    assert len(outputs.cells[0].text) < 4_000_000 / 10
    again = {**display("1"), "output_type": "update_display_data"}
    shown = [display("1", transient={"display_id": "x"})] * 900
    updates = [{**again, "transient": {"display_id": "x"}}] * 100_000
    assert collected(*shown, *updates, most=4_000_000).cut


def test_a_text_is_kept_up_to_the_limit():
    outputs = collected(stream("a" * 800), stream("b" * 800), stream("c"), most=1000)
    assert [each.text for each in outputs.cells] == ["a" * 800]
    assert outputs.cut


FIELDS = "data metadata name text ename evalue traceback transient execution_count wait"


@pytest.mark.parametrize("kind", ["execute_result", "display_data", "error", "stream", "x", None])
@given(
    message=st.dictionaries(
        st.sampled_from(FIELDS.split()),
        st.recursive(
            st.none() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ),
    )
)
def test_anything_makes_a_valid_notebook(kind, message):
    outputs = collected({"output_type": kind, **message}, message)
    cell = nbformat.v4.new_code_cell("", outputs=outputs.cells)
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
