"""How small an error the numeric checks of Embedding, EmbeddingDot and SigmoidWithLoss refuse.

The library's own answer is driven. Then one of its results is changed a little, and the judge
has to see it.
"""

import numpy as np
import pytest

from w2vlib.check import answers
from w2vlib.check.expect import Wrong
from w2vlib.check.registry import checks_of

RESULTS = ["out", "first_out", "dh", "first_dh", "other_dh", "loss", "dx", "first_dx", "other_dx"]
RESULTS += ["grads", "first_grads", "other_grads"]
TARGETS = ["Embedding", "EmbeddingDot", "SigmoidWithLoss"]
# these compare what was given, or only ask for a size
NOT_NUMERIC = ("left as they were", "finite numbers")
NUMERIC = [
    pytest.param(target, number, id=f"{target}: {check.name}")
    for target in TARGETS
    for number, check in enumerate(checks_of(target)[1])
    if not check.name.endswith(NOT_NUMERIC)
]


class Judged:
    """One run of the library's answer, whose results may be changed before they are judged."""

    def __init__(self, check, case, outcome):
        assert outcome.error is None
        self.check, self.case, self.values = check, case, outcome.values

    def array(self, name):
        value = self.values[name]
        return value[0] if isinstance(value, list) else value

    def refuses(self, name, array):
        came = {**self.values, name: [array] if name.endswith("grads") else np.asarray(array)}
        try:
            self.check.judge(self.case, came)
        except Wrong:
            return True
        return False

    def names(self):
        """The results that the judge looks at: those in which it refuses nan."""
        names = [name for name in RESULTS if name in self.values]
        return [name for name in names if self.refuses(name, self.array(name) * np.nan)]


def runs(target, number):
    check = checks_of(target)[1][number]
    cases = check.cases(np.random.default_rng([0, number]))
    outcomes = check.run(answers.reference(target), cases)
    return [Judged(check, *each) for each in zip(cases, outcomes, strict=True)]


def smallest_error(target, case, array):
    largest = max(1, np.abs(array).max())
    if target == "SigmoidWithLoss":
        # five decimals of the loss, or of B times the gradient
        return 5.1e-6 * (largest if array.ndim == 0 else abs(case.get("dout", 1)) / len(array))
    return largest * (1.1e-5 if case["W"].dtype == np.float32 else 1.1e-9)


@pytest.mark.parametrize(("target", "number"), NUMERIC)
def test_an_error_in_any_one_number_is_refused(target, number):
    for run in runs(target, number):
        assert run.names()
        for name in run.names():
            right = run.array(name)
            delta = smallest_error(target, run.case, right)
            for index in np.ndindex(right.shape):
                for error in (delta, -delta):
                    array = right.copy()
                    array[index] += error
                    assert run.refuses(name, array), (name, index, error)


@pytest.mark.parametrize(("target", "number"), NUMERIC)
def test_a_factor_near_one_is_refused(target, number):
    factor = 1 + (1e-4 if target == "SigmoidWithLoss" else 1e-8)
    seen = {}
    for run in runs(target, number):
        for name in run.names():
            refused = run.refuses(name, run.array(name) * factor)
            seen[name] = seen.get(name, False) or refused
    assert all(seen.values()), seen


@pytest.mark.parametrize(("target", "number"), NUMERIC)
def test_rounding_is_let_through(target, number):
    for run in runs(target, number):
        for name in run.names():
            right = run.array(name)
            array = right + 4 * np.finfo(right.dtype).eps * np.abs(right)
            # rows that are taken are not worked out: nothing is rounded there
            exact = target == "Embedding" and name.endswith("out")
            assert run.refuses(name, array) == exact, name


@pytest.mark.parametrize(("target", "number"), NUMERIC)
def test_fewer_digits_than_were_given_are_refused(target, number):
    for run in runs(target, number):
        # five decimals, which are all that is asked of a loss, fit into single precision
        low = np.float16 if target == "SigmoidWithLoss" else np.float32
        if target == "SigmoidWithLoss" or run.case["W"].dtype == np.float64:
            for name in run.names():
                array = run.array(name).astype(low)
                is_rounded = np.any(array != run.array(name))
                if is_rounded or target != "SigmoidWithLoss":
                    assert run.refuses(name, array), name


def test_the_dtype_is_named():
    (run,) = runs("EmbeddingDot", 0)
    with pytest.raises(Wrong, match="as precise as what it was given, float64, but its dtype is"):
        run.check.judge(run.case, {"out": run.values["out"].astype("f4")})


def test_large_logits():
    right, wrong = runs("SigmoidWithLoss", 6)
    for name in ("loss", "dx"):
        assert right.refuses(name, right.array(name) + 5.1e-6)
        assert not right.refuses(name, right.array(name) + 4.9e-6)
    assert wrong.refuses("dx", wrong.array("dx") * [1, 0])
    # a floor under the logarithm stops the loss early: that is allowed, but not below 10
    assert wrong.refuses("loss", 9.9)
    assert not wrong.refuses("loss", 16.1)
