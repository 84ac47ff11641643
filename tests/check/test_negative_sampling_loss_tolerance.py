"""The smallest errors that each check of the loss rejects."""

import numpy as np
import pytest

from w2vlib import NegativeSamplingLoss
from w2vlib.check.grade import grade
from w2vlib.check.registry import checks_of

SEEDS = range(3)
BATCHES = "batch after batch: nothing stays of the one before, and no other object interferes"


def off(delta, result, single=False):
    """Return a right loss, one of whose results is off by `delta`, in float32 or in float64."""

    class Off(NegativeSamplingLoss):
        def counts(self):
            return (self.params[0].dtype == np.float32) == single

        def forward(self, h, target):
            loss = super().forward(h, target)
            return loss * (1 + delta) if result == "loss" and self.counts() else loss

        def backward(self, dout=1):
            dh = super().backward(dout)
            if self.counts():
                array = {"dh": dh, "dW": self.grads[0], "loss": np.zeros((1, 1))}[result]
                array[np.unravel_index(np.abs(array).argmin(), array.shape)] += delta
            return dh

    return Off


def rejects(name, answer, seed):
    """Tell whether one check fails an answer."""
    checks = {check.name: check for check in checks_of("NegativeSamplingLoss")[1]}
    cases = checks[name].cases(np.random.default_rng(seed))
    return checks[name].verdict(cases, checks[name].run(answer, cases)) is not None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("result", "delta", "single", "check"),
    [
        ("loss", 2e-5, False, "the loss: one yes and K noes, averaged over the batch"),
        ("loss", 2e-5, False, "each example asks about its target once, and about K other words"),
        ("loss", 5e-5, True, "the loss: one yes and K noes, averaged over the batch"),
        ("dh", 2e-6, False, "gradient with respect to h"),
        ("dh", 2e-6, False, "backward(dout) multiplies all gradients by dout"),
        (
            "dh",
            2e-6,
            False,
            BATCHES,
        ),
        ("dh", 2e-5, True, "backward(dout) multiplies all gradients by dout"),
        ("dW", 2e-6, False, "gradient with respect to W"),
        ("dW", 2e-6, False, "each example asks about its target once, and about K other words"),
        ("dW", 2e-6, False, "backward(dout) multiplies all gradients by dout"),
        (
            "dW",
            2e-6,
            False,
            BATCHES,
        ),
        ("dW", 2e-5, True, "backward(dout) multiplies all gradients by dout"),
    ],
)
def test_error_in_the_smallest_number_is_rejected(result, delta, single, check, seed):
    assert rejects(check, off(delta, result, single), seed)


def test_rounding_is_not():
    for result in ("loss", "dh"):
        assert all(r.passed for r in grade("NegativeSamplingLoss", off(1e-12, result), 0)[0])
