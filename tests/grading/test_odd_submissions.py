"""What students hand in besides right and wrong answers, through nbgrader itself."""

import contextlib
import copy
import io
import json

import pytest

from grading import autograde
from grading.course import ROOT, exercises
from grading.release import release
from grading.sample_class import solution_of
from w2vlib.check.__main__ import main as check_file
from w2vlib.check.registry import points_of
from w2vlib.topics import EXERCISES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nbgrader")]

EXERCISE = "04_embedding"
FULL = points_of("Embedding")
CORPUS = ROOT / "tests" / "corpus" / EXERCISE
RIGHT = (CORPUS / "add_at.py").read_text(encoding="utf-8")
WRONG = (CORPUS / "overwrites_repeated_ids.py").read_text(encoding="utf-8")
# right, but each method writes to stderr in another way
NOISY = RIGHT.replace(
    "import numpy as np\n",
    "import logging\nimport os\nimport sys\nimport warnings\n\n"
    "import numpy as np\nfrom tqdm import tqdm\n\n"
    "logging.basicConfig(level=logging.INFO)\n",
).replace(
    "        self.idx = idx\n",
    "        self.idx = idx\n"
    '        warnings.warn("a warning")\n'
    '        print("a line", file=sys.stderr)\n'
    '        logging.info("a log entry")\n'
    "        for _ in tqdm(range(3)):\n"
    "            np.log(np.zeros(1))\n"
    '        os.write(2, b"past Python\\n")\n',
)
SYNTAX_ERROR = RIGHT.replace("def backward(self, dout):", "def backward(self, dout)")


def find(notebook, grade_id):
    return next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def deleted_check(notebook):
    notebook.cells.remove(find(notebook, "check_embedding"))


def deleted_solution_and_check(notebook):
    # the answer stands in a cell of the student's own
    find(notebook, "embedding").metadata.clear()
    deleted_check(notebook)


def old_format(notebook):
    deleted_check(notebook)
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        cell.pop("id", None)


def no_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata.clear()


def copied_check(notebook):
    _copy(notebook, "check_embedding")


def copied_answer(notebook):
    _copy(notebook, "embedding").source = "Embedding  # what I have"


def _copy(notebook, grade_id):
    cell = find(notebook, grade_id)
    twin = copy.deepcopy(cell)
    twin["id"] = "a-copy"
    notebook.cells.insert(notebook.cells.index(cell) + 1, twin)
    return twin


def cell_of_another_exercise(notebook):
    _copy(notebook, "check_embedding").metadata.nbgrader.grade_id = "check_something"


def tampered_metadata(notebook):
    cell = find(notebook, "check_embedding")
    cell.metadata.nbgrader.update(grade=False, locked=False, solution=True)
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def tampered_score(notebook):
    cell = find(notebook, "check_embedding")
    cell.metadata.nbgrader.points = 1000
    cell.source = "1000.0"


# the answer handed in, and what was done to its notebook
SUBMISSIONS = {
    "noisy": (NOISY, None),
    "syntax_error": (SYNTAX_ERROR, None),
    "overwrites": (WRONG, None),
    "tampered_score": (WRONG, tampered_score),
}
STILL_RIGHT = (
    deleted_check,
    deleted_solution_and_check,
    old_format,
    no_metadata,
    copied_check,
    copied_answer,
    cell_of_another_exercise,
    tampered_metadata,
)
SUBMISSIONS |= {change.__name__: (RIGHT, change) for change in STILL_RIGHT}
# one cell of several is broken: the first exercise with several graded objects
SEVERAL = next((name for name in exercises() if len(EXERCISES[name].targets) > 1), None)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    release(root, [EXERCISE] + [SEVERAL] * bool(SEVERAL))
    for student, (answer, change) in SUBMISSIONS.items():
        notebook = autograde.released(root, EXERCISE)
        autograde.fill(notebook, {"embedding": answer})
        if change:
            change(notebook)
        autograde.hand_in(root, student, EXERCISE, notebook)
    submissions = [(student, EXERCISE) for student in SUBMISSIONS]
    if SEVERAL:
        notebook = autograde.released(root, SEVERAL)
        answers = solution_of(root, SEVERAL)
        first = next(iter(answers))
        autograde.fill(notebook, {**answers, first: answers[first] + "\ndef broken(:"})
        autograde.hand_in(root, "half_broken", SEVERAL, notebook)
        submissions.append(("half_broken", SEVERAL))
    autograde.autograde(root, submissions)
    return root


@pytest.fixture
def score_of(course):
    graded = autograde.scores(course, EXERCISE)
    return lambda student: graded[student]["check_embedding"]


def in_terminal(answer, path):
    path.write_text(answer, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        check_file([EXERCISE, str(path), "--json"])
    return json.loads(out.getvalue())


def test_right_answer_may_write_to_stderr(course, score_of, complaints):
    assert score_of("noisy") == FULL
    notebook = autograde.autograded(course, "noisy", EXERCISE)
    assert "past Python" in str(notebook), "the answer did not write to stderr at all"


@pytest.mark.parametrize("student", [change.__name__ for change in STILL_RIGHT])
def test_right_answer_in_a_damaged_notebook_gets_full_marks(score_of, student):
    assert score_of(student) == FULL


def test_partial_credit_is_that_of_the_terminal(score_of, tmp_path):
    report = in_terminal(WRONG, tmp_path / "answer.py")
    assert 0 < report["score"] < FULL
    assert score_of("overwrites") == report["score"]


def test_tampering_gains_nothing(course, score_of):
    assert score_of("tampered_score") == score_of("overwrites")
    cell = find(autograde.autograded(course, "tampered_score", EXERCISE), "check_embedding")
    assert cell.source == 'check("Embedding")'
    assert cell.metadata.nbgrader.points == FULL


def test_syntax_error_gets_a_calm_report(course, score_of):
    assert score_of("syntax_error") == 0
    cell = find(autograde.autograded(course, "syntax_error", EXERCISE), "check_embedding")
    (output,) = cell.outputs
    assert output.output_type == "execute_result"
    assert "Embedding is not defined" in output.data["text/html"]


@pytest.mark.skipif(SEVERAL is None, reason="no exercise has several graded objects")
def test_syntax_error_costs_only_its_own_object(course):
    first, *others = EXERCISES[SEVERAL].targets
    graded = autograde.scores(course, SEVERAL)["half_broken"]
    points = {
        cell.source: graded[cell.metadata.nbgrader.grade_id]
        for cell in autograde.released(course, SEVERAL).cells
        if cell.source.startswith("check(")
    }
    assert points.pop(f'check("{first}")') == 0
    assert points == {f'check("{target}")': points_of(target) for target in others}


def test_deleted_answer_is_put_back_as_unanswered(course):
    graded = autograde.scores(course, EXERCISE)
    assert graded["no_metadata"]["think_embedding"] == 0


def test_fill_refuses_an_unknown_cell(course):
    with pytest.raises(LookupError, match=r"'embeding'.*embedding.*think_embedding"):
        autograde.fill(autograde.released(course, EXERCISE), {"embeding": ""})


def test_nbgraders_refusal_is_told_with_its_log(course):
    folder = course / "_grading" / "submitted" / "not_json" / EXERCISE
    folder.mkdir(parents=True)
    (folder / f"{EXERCISE}.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(RuntimeError, match="could not autograde 04_embedding of not_json"):
        autograde.autograde(course, [("not_json", EXERCISE)])
