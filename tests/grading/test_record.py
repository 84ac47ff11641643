"""What grading came to, as bytes and back."""

import json
import pickle
import zlib

import pytest
from nbformat.v4 import new_output

from grading import record
from grading.grade import Graded, grade_notebook
from grading.record import pack, unpack
from grading.status import Flag, Status
from tests.grading.stand_in import graded_as
from tests.grading.submissions import ATTACKS, attack, filled

MISTAKE = "embedding-overwrites-repeated-ids"


def some_graded():
    reports = graded_as("check_embedding", "Embedding", MISTAKE).reports
    outputs = {
        3: [new_output("stream", text="lone \ud800, £ and ∑\0")],
        10: [
            new_output("display_data", data={"application/json": {"1": [None, 0.1, "x"]}}),
            new_output("error", ename="E", evalue="", traceback=["\x1b[31mred"]),
        ],
    }
    flags = [Flag(Status.TIMEOUT, 3, "over 1 s"), Flag(Status.DIED)]
    return Graded(7, reports, flags, outputs, 0.25)


def test_all_comes_back():
    graded = some_graded()
    again = unpack(pack(graded))
    assert again == graded
    assert again.scores == graded.scores != {}
    assert again.statuses == graded.statuses
    (report,), (other,) = again.reports.values(), graded.reports.values()
    assert report[0]._repr_html_() == other[0]._repr_html_()
    assert again.outputs[10][0].data == graded.outputs[10][0].data  # as attributes, too


def test_what_is_incomplete_stays_so():
    assert not unpack(pack(Graded(1, complete=False))).complete


@pytest.mark.xdist_group("sandbox")
def test_of_a_real_notebook_all_comes_back(pool):
    case = attack(ATTACKS / "warnings_on_stderr.py")
    graded = grade_notebook(case.exercise, filled(case.exercise, case.cells), pool)
    assert graded.reports
    assert unpack(pack(graded)) == graded


def test_it_is_plain_json():
    content = pack(some_graded())
    assert json.loads(zlib.decompress(content))["seed"] == 7
    with pytest.raises(pickle.UnpicklingError):
        pickle.loads(content)


def test_of_a_mistake_that_is_no_longer_known_the_message_is_left(monkeypatch):
    graded = some_graded()
    content = pack(graded)
    monkeypatch.setattr(record, "_misconceptions", dict)
    (reports,) = unpack(content).reports.values()
    (before,) = graded.reports.values()
    assert [each.message for each in reports[0].results] == [
        each.message for each in before[0].results
    ]
    assert not any(each.misconception for each in reports[0].results)
