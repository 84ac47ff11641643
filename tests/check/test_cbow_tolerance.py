"""The smallest errors that each check of CBOW rejects."""

import numpy as np
import pytest

from w2vlib import CBOW
from w2vlib.check.grade import grade
from w2vlib.check.registry import checks_of

SEEDS = range(3)
FORWARD = "forward: the loss of one small window, and of random batches and windows"
W_OUT = "gradient of W_out"
DIFFER = "gradient of W_in where all context words differ"
REPEAT = "gradient of W_in where context words repeat"
DOUT = "backward(dout) multiplies every gradient by dout"


class Double(CBOW):
    """The same in float64."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        W = [0.01 * np.random.standard_normal((vocab_size, hidden_size)) for _ in range(2)]
        for layer in self.in_layers:
            layer.__init__(W[0])
        self.ns_loss.__init__(W[1], corpus)
        self.word_vecs = W[0]
        layers = [*self.in_layers, self.ns_loss]
        self.params = [param for layer in layers for param in layer.params]
        self.grads = [grad for layer in layers for grad in layer.grads]


def off(base, delta, result):
    """Return a right model, one of whose results is off by `delta`."""

    class Off(base):
        def forward(self, contexts, target):
            loss = super().forward(contexts, target)
            return loss * (1 + delta) if result == "loss" else loss

        def backward(self, dout=1):
            super().backward(dout)
            if result != "loss":
                self.grads[{"dW_in": 0, "dW_out": -1}[result]][0, 0] += delta

    return Off


def rejects(name, answer, seed):
    """Tell whether one check fails an answer."""
    checks = {check.name: check for check in checks_of("CBOW")[1]}
    cases = checks[name].cases(np.random.default_rng(seed))
    return checks[name].verdict(cases, checks[name].run(answer, cases)) is not None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("base", "result", "delta", "check"),
    [
        (CBOW, "loss", 2e-5, FORWARD),
        (CBOW, "dW_out", 2e-5, W_OUT),
        (CBOW, "dW_in", 2e-5, DIFFER),
        (CBOW, "dW_in", 2e-5, REPEAT),
        (CBOW, "dW_in", 2e-5, DOUT),
        (CBOW, "dW_out", 2e-5, DOUT),
        (Double, "loss", 2e-5, FORWARD),
        (Double, "dW_out", 2e-6, W_OUT),
        (Double, "dW_in", 2e-6, DIFFER),
        (Double, "dW_in", 2e-6, REPEAT),
        (Double, "dW_in", 2e-9, DOUT),
        (Double, "dW_out", 2e-9, DOUT),
    ],
)
def test_small_error_is_rejected(base, result, delta, check, seed):
    assert rejects(check, off(base, delta, result), seed)


@pytest.mark.parametrize(("base", "delta"), [(CBOW, 1e-7), (Double, 1e-12)])
@pytest.mark.parametrize("result", ["loss", "dW_in", "dW_out"])
def test_rounding_is_not(base, delta, result):
    assert all(r.passed for r in grade("CBOW", off(base, delta, result), 0)[0])
