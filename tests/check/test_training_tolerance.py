"""The smallest errors that each check of the training topic rejects."""

import numpy as np
import pytest

from w2vlib import Adam, remove_duplicate
from w2vlib.check.answers import reference
from w2vlib.check.grade import grade
from w2vlib.check.registry import checks_of

SEEDS = range(3)


def rejects(target, name, answer, seed):
    """Tell whether one check fails an answer."""
    checks = {check.name: check for check in checks_of(target)[1]}
    cases = checks[name].cases(np.random.default_rng(seed))
    return checks[name].verdict(cases, checks[name].run(answer, cases)) is not None


def merges_with(delta):
    def answer(params, grads):
        params, grads = remove_duplicate(params, grads)
        grads = [grad.copy() for grad in grads]
        grads[-1].flat[0] += delta
        return params, grads

    return answer


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("delta", "check"),
    [
        (2e-8, "gradients of shared weights are added up"),
        (2e-7, "batch after batch: the model's lists stay as they are"),
    ],
)
def test_small_error_of_a_sum_is_rejected(delta, check, seed):
    assert rejects("remove_duplicate", check, merges_with(delta), seed)


def adam_with(*, step=0.0, eps=1e-7, off1=0.0, off2=0.0):
    class Off(Adam):
        def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
            super().__init__(lr * (1 + step), beta1 + off1, beta2 + off2)

        def update(self, params, grads):
            before = [param.copy() for param in params]
            super().update(params, grads)
            if eps == 1e-7:
                return
            lr_t = self.lr * (1 - self.beta2**self.iter) ** 0.5 / (1 - self.beta1**self.iter)
            for param, old, m, v in zip(params, before, self.m, self.v, strict=True):
                param[...] = old - float(lr_t) * m / (v**0.5 + eps)

    return Off


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"step": 3e-7}, "the first step: lr for each weight, however large its gradient"),
        ({"step": 3e-7}, "ten steps, one weight and several"),
        ({"step": 3e-7}, "lr, beta1 and beta2: defaults, and others"),
        ({"step": 3e-7}, "two optimizers do not share their state"),
        ({"step": 1e-3}, "float32 stays float32, and gradients are left as they were"),
        ({"step": 3e-7}, "tiny gradients, and gradients of zero"),
        ({"off1": 1e-6}, "ten steps, one weight and several"),
        ({"off2": 1e-6}, "ten steps, one weight and several"),
        ({"eps": 1.001e-7}, "tiny gradients, and gradients of zero"),
    ],
)
def test_small_error_of_adam_is_rejected(change, check, seed):
    assert rejects("Adam", check, adam_with(**change), seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_small_error_of_a_loss_is_rejected(seed):
    def answer(*args):
        vecs, losses = reference("train_word_vectors")(*args)
        return vecs, [*losses[:-1], losses[-1] + 1e-8]

    check = "word_vecs and the losses come back; the examples are left as they were"
    assert rejects("train_word_vectors", check, answer, seed)


def test_rounding_is_not():
    assert all(r.passed for r in grade("remove_duplicate", merges_with(1e-13), 0)[0])
    assert all(r.passed for r in grade("Adam", adam_with(step=1e-14), 0)[0])
