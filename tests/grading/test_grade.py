"""One notebook graded, from the released form to scores: what an honest one can expect."""

import copy

import numpy as np
import pytest
from nbformat.v4 import new_code_cell

from grading.grade import grade_notebook
from grading.sandbox.pool import Pool
from grading.status import Status
from tests.grading.corpus import model_solution
from tests.grading.failing_pool import FailingPool
from tests.grading.submissions import ATTACKS, attack, filled, grade_id_of, released
from w2vlib.check.registry import points_of
from w2vlib.topics import EXERCISES

pytestmark = pytest.mark.xdist_group("sandbox")

FULL = points_of("Embedding")


@pytest.fixture(scope="module")
def exercise():
    return released("04_embedding")


@pytest.fixture
def notebook(exercise):
    return filled(exercise, attack(ATTACKS / "warnings_on_stderr.py").cells)


def place(notebook, grade_id):
    return [grade_id_of(cell) for cell in notebook.cells].index(grade_id)


@pytest.mark.parametrize("name", EXERCISES)
def test_model_solutions_get_full_marks(name, pool):
    exercise = released(name)
    notebook = model_solution(exercise)
    if name == "09_training":  # a free practice cell there trains for seconds
        notebook.cells = [cell for cell in notebook.cells if "load_data" not in cell.source]
    graded = grade_notebook(exercise, notebook, pool)
    assert graded.scores == {check.grade_id: check.points for check in exercise.checks.values()}
    assert graded.flags == []
    assert graded.complete


@pytest.mark.parametrize("name", EXERCISES)
def test_untouched_notebooks_get_nothing_and_are_told_so(name, pool):
    exercise = released(name)
    notebook = exercise.notebook
    if name == "09_training":
        notebook.cells = [cell for cell in notebook.cells if "load_data" not in cell.source]
    graded = grade_notebook(exercise, notebook, pool)
    assert set(graded.scores.values()) == {0}
    assert graded.flags == []
    for reports in graded.reports.values():
        assert all("Nothing is written yet" in report.headline for report in reports)


def test_the_seed_makes_the_same_inputs_again(exercise, pool):
    wrong = filled(exercise, attack(ATTACKS / "hard_coded.py").cells)
    first = grade_notebook(exercise, wrong, pool)
    again = grade_notebook(exercise, wrong, pool, seed=first.seed)
    other = grade_notebook(exercise, wrong, pool)

    def messages(graded):
        return [each.message for each in graded.reports["check_embedding"][0].results]

    assert messages(first) == messages(again) != messages(other)
    assert first.seed == again.seed != other.seed


def test_outputs_are_kept(exercise, notebook, pool):
    notebook.cells.insert(0, new_code_cell("print('hello')\n1/0"))
    graded = grade_notebook(exercise, notebook, pool)
    stream, error = graded.outputs[0]
    assert stream.text == "hello\n"
    assert error.ename == "ZeroDivisionError"
    (report,) = graded.outputs[place(notebook, "check_embedding")]
    assert report.data["text/plain"] == f"{FULL}"
    assert "All checks pass" in report.data["text/html"]
    assert set(graded.outputs) <= set(range(len(notebook.cells)))


def test_a_giant_cell_is_not_run(exercise, notebook, pool):
    notebook.cells.insert(0, new_code_cell("x = 1  # " + "x" * 5_000_000))
    graded = grade_notebook(exercise, notebook, pool)
    assert graded.statuses == [Status.TOO_LARGE]
    assert graded.scores == {"check_embedding": FULL}


def test_a_check_cell_is_not_run_as_it_was_left(exercise, notebook, pool):
    cell = notebook.cells[place(notebook, "check_embedding")]
    cell.source = "Embedding = None; print('run')"
    graded = grade_notebook(exercise, notebook, pool)
    assert graded.scores == {"check_embedding": FULL}
    assert "'run'" not in str(graded.outputs)


def test_a_check_without_a_cell_is_made_at_the_end(exercise, notebook, pool):
    del notebook.cells[place(notebook, "check_embedding")]
    assert grade_notebook(exercise, notebook, pool).scores == {"check_embedding": FULL}


def test_of_two_check_cells_the_last_counts(exercise, notebook, pool):
    check = copy.deepcopy(notebook.cells[place(notebook, "check_embedding")])
    notebook.cells.insert(0, check)
    assert grade_notebook(exercise, notebook, pool).scores == {"check_embedding": FULL}


def test_a_syntax_error_costs_only_its_own_object(pool):
    exercise = released("01_fancy_indexing")
    notebook = model_solution(exercise)
    notebook.cells[place(notebook, "take_rows")].source += "\ndef broken(:"
    graded = grade_notebook(exercise, notebook, pool)
    assert graded.scores == {"check_take_rows": 0, "check_count_ids": 10, "check_add_rows": 10}
    assert "take_rows is not defined" in graded.reports["check_take_rows"][0].results[0].message


def test_what_an_exercise_offers_helps_with_its_other_parts_only(pool):
    exercise = released("09_training")
    notebook = model_solution(exercise)
    notebook.cells = [cell for cell in notebook.cells if "load_data" not in cell.source]
    taken = "import w2vlib\nremove_duplicate = w2vlib.remove_duplicate"
    notebook.cells[place(notebook, "remove_duplicate")].source = taken
    graded = grade_notebook(exercise, notebook, pool)
    assert graded.scores == {
        "check_remove_duplicate": 0,
        "check_adam": 10,
        "check_train_word_vectors": 10,
    }


def test_the_graders_own_random_state_is_left_alone(exercise, notebook, pool):
    np.random.seed(3)
    expected = np.random.random(3)
    np.random.seed(3)
    grade_notebook(exercise, notebook, pool)
    assert np.array_equal(np.random.random(3), expected)


def test_a_daemon_does_not_outlive_its_notebook(exercise, notebook, pool):
    daemon = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        while True:\n"
        "            for folder in ('/tmp', '/dev/shm', '/home/student', '/course/w2vlib'):\n"
        "                open(f'{folder}/left_behind', 'w').write('here')\n"
        "            time.sleep(0.01)\n"
        "    os._exit(0)\n"
    )
    look = (
        "import os\n"
        "found = [n for n in os.listdir('/proc') if n.isdigit() and int(n) != os.getpid()]\n"
        "for folder in ('/tmp', '/dev/shm', '/home/student', '/course/w2vlib'):\n"
        "    found += [name for name in os.listdir(folder) if name == 'left_behind']\n"
        "print(found)"
    )
    leaving = copy.deepcopy(notebook)
    leaving.cells.insert(0, new_code_cell(daemon))
    assert grade_notebook(exercise, leaving, pool).scores == {"check_embedding": FULL}
    notebook.cells.insert(0, new_code_cell(look))
    graded = grade_notebook(exercise, notebook, pool)
    assert graded.outputs[0][0].text == "[]\n"
    assert graded.scores == {"check_embedding": FULL}


def test_a_fault_of_the_infrastructure_is_tried_again(exercise, notebook):
    with FailingPool(times=1) as pool:
        graded = grade_notebook(exercise, notebook, pool)
    assert graded.scores == {"check_embedding": FULL}
    assert graded.flags == []


def test_a_lasting_fault_of_the_infrastructure_gives_no_score(exercise, notebook):
    with FailingPool(times=9) as pool:
        graded = grade_notebook(exercise, notebook, pool)
    assert not graded.complete
    assert graded.scores == {}
    assert graded.statuses == [Status.INFRASTRUCTURE]


def test_without_a_sandbox_if_one_insists(exercise, notebook, capsys):
    with Pool(1, unsafe=True) as pool:
        graded = grade_notebook(exercise, notebook, pool)
    assert graded.scores == {"check_embedding": FULL}
    assert "without a sandbox" in capsys.readouterr().err
