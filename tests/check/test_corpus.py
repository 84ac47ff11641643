"""Every answer in tests/corpus gets the verdict written in its first line."""

import contextlib
import io
import json

import pytest

from tests.mutation.corpus import CORPUS, verdict_of
from w2vlib.check.__main__ import main

ANSWERS = sorted(CORPUS.glob("*/*.py"))


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_verdict(path):
    full, named = verdict_of(path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        # with other inputs, a wrong answer may once in a while look like another mistake
        code = main([path.parent.name, str(path), "--json", "--seed", "0"])
    report = json.loads(out.getvalue())
    failed = [check for check in report["checks"] if not check["passed"]]
    explained = "\n".join(f"{check['name']}: {check['message']}" for check in failed)

    if full:
        assert code == 0, f"{path.name} is right, but lost points:\n{explained}"
        assert report["score"] == report["max_score"]
        return
    assert code == 1, f"{path.name} is wrong, but got full marks"
    names = {check["misconception"] for check in failed}
    assert names - {None} == ({named} if named else set()), (
        f"{path.name} should be told {named}, but was told {names}:\n{explained}"
    )


def test_each_exercise_has_right_and_wrong_answers():
    for folder in {path.parent for path in ANSWERS}:
        kinds = {verdict_of(path)[0] for path in folder.glob("*.py")}
        assert kinds == {True, False}, f"{folder.name} has answers of one kind only"
