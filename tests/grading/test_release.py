"""The committed student notebooks are those that the solutions make."""

import json

import pytest

from grading.__main__ import main
from grading.course import ROOT, exercises
from grading.release import release, released_exercise
from w2vlib.check.registry import points_of
from w2vlib.topics import EXERCISES

pytestmark = pytest.mark.xdist_group("nbgrader")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    release(root)
    return root


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def test_exercises_are_made_from_solutions(fresh):
    made, committed = contents(fresh / "exercises"), contents(ROOT / "exercises")
    differ = [name for name in made | committed if made.get(name) != committed.get(name)]
    assert not differ, (
        f"{', '.join(differ)} in exercises/ is not what solutions/ make: "
        "run `make exercises` and commit what it changes"
    )


def cells(root, exercise):
    path = root / "exercises" / exercise / f"{exercise}.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


@pytest.mark.parametrize("exercise", exercises())
def test_no_solution_is_released(fresh, exercise):
    text = json.dumps(cells(fresh, exercise))
    assert "SOLUTION" not in text
    assert not any(cell.get("outputs") for cell in cells(fresh, exercise))


@pytest.mark.parametrize("exercise", exercises())
def test_points_live_in_check_cells(fresh, exercise):
    points = {
        "".join(cell["source"]): cell["metadata"]["nbgrader"]["points"]
        for cell in cells(fresh, exercise)
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code"
    }
    assert points == {
        f'check("{target}")': points_of(target) for target in EXERCISES[exercise].targets
    }


def test_releasing_again_changes_nothing(fresh):
    before = contents(fresh / "exercises")
    assert release(fresh, exercises()[:1]) == exercises()[:1]
    assert contents(fresh / "exercises") == before


@pytest.fixture
def student_notebook(fresh):
    name = exercises()[0]
    path = fresh / "exercises" / name / f"{name}.ipynb"
    text = path.read_text(encoding="utf-8")
    yield path
    path.write_text(text, encoding="utf-8")


def test_answers_are_never_overwritten(student_notebook, fresh):
    text = student_notebook.read_text(encoding="utf-8")
    answered = text.replace("raise NotImplementedError()", "return 42", 1)
    assert answered != text
    student_notebook.write_text(answered, encoding="utf-8")
    assert release(fresh, [student_notebook.stem]) == []
    assert student_notebook.read_text(encoding="utf-8") == answered


def test_other_files_and_unreadable_notebooks_are_left_alone(student_notebook, fresh):
    notes = student_notebook.with_name("my_notes.txt")
    notes.write_text("by a student")
    student_notebook.write_text("<<<<<<< a merge conflict")
    assert release(fresh, [student_notebook.stem]) == []
    assert student_notebook.read_text().startswith("<<<")
    assert notes.read_text() == "by a student"
    notes.unlink()


def test_other_changes_are_taken_back(student_notebook, fresh):
    text = student_notebook.read_text(encoding="utf-8")
    student_notebook.write_text(text.replace("Expected output", "Output"), encoding="utf-8")
    assert release(fresh, [student_notebook.stem]) == [student_notebook.stem]
    assert student_notebook.read_text(encoding="utf-8") == text


def test_nbgraders_refusal_is_told_with_its_log(fresh, tmp_path, monkeypatch):
    solution = tmp_path / "solutions" / "99_broken.md"
    solution.parent.mkdir()
    right = (ROOT / "solutions" / f"{exercises()[0]}.md").read_text(encoding="utf-8")
    solution.write_text(right.replace("### END SOLUTION", ""), encoding="utf-8")
    monkeypatch.setattr("grading.release.ROOT", tmp_path)
    with pytest.raises(RuntimeError, match=r"(?s)could not release 99_broken.*solution statement"):
        release(fresh, ["99_broken"])


def test_a_dry_run_compares_and_changes_nothing(student_notebook, fresh, capsys):
    changed, answered, gone = (
        fresh / "exercises" / name / f"{name}.ipynb" for name in exercises()[:3]
    )
    texts = {path: path.read_text(encoding="utf-8") for path in (changed, answered, gone)}
    changed.write_text(texts[changed].replace("Expected output", "Output"), encoding="utf-8")
    text = texts[answered].replace("raise NotImplementedError()", "return 42", 1)
    answered.write_text(text, encoding="utf-8")
    gone.unlink()
    try:
        before = contents(fresh / "exercises")
        assert main(["release", "--dry-run", "--course", str(fresh), *exercises()[:4]]) == 0
        assert contents(fresh / "exercises") == before
    finally:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    said = [line.rpartition("  ")[2] for line in capsys.readouterr().out.splitlines()]
    assert said == ["changed", "left as it is: it holds answers", "new", "as it is"]


def test_the_release_is_known_where_there_are_answers(student_notebook, fresh):
    name = student_notebook.stem
    text = student_notebook.read_text(encoding="utf-8")
    assert released_exercise(fresh, name).source == text
    student_notebook.write_text(
        text.replace("raise NotImplementedError()", "return 42", 1), encoding="utf-8"
    )
    assert released_exercise(fresh, name).source == text
    with pytest.raises(LookupError, match="python -m grading release 99_none"):
        released_exercise(fresh, "99_none")
