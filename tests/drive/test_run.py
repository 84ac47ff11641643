"""run: whatever a student's object does, an outcome comes back."""

import sys
import warnings

import numpy as np
import pytest

from w2vlib.drive import run


def call(student, case):
    return {"out": student(**case)}


def test_values_come_back():
    assert run(call, lambda x: x + 1, {"x": 1}).values == {"out": 2}


def test_student_gets_copies():
    x = np.zeros(3)

    def spoil(x):
        x[...] = 1

    run(call, spoil, {"x": x})
    assert not x.any(), "the student's code changed the case itself"


def test_order_in_memory_is_kept():
    def is_fortran(x):
        return x.flags.f_contiguous

    case = {"x": np.asfortranarray(np.zeros((2, 3)))}
    assert run(call, is_fortran, case).values == {"out": True}


@pytest.mark.parametrize("error", [ValueError("no"), NotImplementedError(), MemoryError("full")])
def test_errors_become_data(error):
    def fail():
        raise error

    outcome = run(call, fail, {})
    assert outcome.error.type == type(error).__name__
    assert outcome.error.message == str(error)
    assert outcome.error.line == "raise error"


def test_exit_is_an_error_too():
    assert run(call, sys.exit, {}).error.type == "SystemExit"


def test_misspelt_attribute_is_guessed():
    class Layer:
        def backword(self):
            pass

    assert run(call, lambda: Layer().backward(), {}).error.similar == "backword"


def test_error_inside_a_compiled_module_names_the_students_line(tmp_path):
    # numpy's generators are compiled, and their frames have names such as _generator.pyx
    answer = tmp_path / "answer.py"
    answer.write_text(
        "import numpy as np\ndef draw():\n    np.random.default_rng(0).choice(3, p=1)\n"
    )
    names = {}
    exec(compile(answer.read_text(), str(answer), "exec"), names)

    error = run(lambda student, case: student(), names["draw"], {}).error

    assert error.line == "np.random.default_rng(0).choice(3, p=1)"
    assert error.line_number == 3


def test_nothing_is_printed_and_nothing_warns(capsys):
    def noisy():
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        return np.float64(1) / np.float64(0)

    assert run(call, noisy, {}).error is None
    assert capsys.readouterr() == ("", "")


def test_global_random_state_is_put_back():
    before = np.random.get_state()[1].copy()
    run(call, lambda: np.random.seed(0) or np.random.rand(), {})
    assert (np.random.get_state()[1] == before).all()
