"""Drive a `NegativeSamplingLoss`."""

import numpy as np

from w2vlib.drive.differences import evaluate_around
from w2vlib.drive.form import brings
from w2vlib.drive.snapshot import snapshot


def weights(NegativeSamplingLoss, case):
    """Bring back what `params` and `grads` hold at first, when there is another object too."""
    loss = _layer(NegativeSamplingLoss, case)
    _layer(NegativeSamplingLoss, {**case, "W": case["W"].copy()})
    is_W = [param is case["W"] for param in loss.params]
    return {"is_W": snapshot(is_W), "grads": snapshot(loss.grads)}


@brings(losses=lambda case: case["times"])
def forward(NegativeSamplingLoss, case):
    """Work out the loss of one batch, several times over."""
    loss = _layer(NegativeSamplingLoss, case)
    times = range(case["times"])
    return {"losses": [snapshot(loss.forward(case["h"], case["target"])) for _ in times]}


@brings(
    dh=lambda case: case["times"],
    plus=lambda case: case["h"].shape,
    minus=lambda case: case["h"].shape,
)
def gradient_h(NegativeSamplingLoss, case):
    """Send gradients back; evaluate the student's own forward around `h` if asked."""
    return {**steps(NegativeSamplingLoss, case), **_around(NegativeSamplingLoss, case, "h")}


@brings(
    dW=lambda case: case["times"],
    plus=lambda case: case["W"].shape,
    minus=lambda case: case["W"].shape,
)
def gradient_W(NegativeSamplingLoss, case):
    """Send gradients back; evaluate the student's own forward around `W` if asked."""
    return {**steps(NegativeSamplingLoss, case), **_around(NegativeSamplingLoss, case, "W")}


def step(NegativeSamplingLoss, case):
    """Go forward and back once, with `dout` if the case has one."""
    dout = [case["dout"]] if "dout" in case else []
    loss = _layer(NegativeSamplingLoss, case)
    value = snapshot(loss.forward(case["h"], case["target"]))
    dh = snapshot(loss.backward(*dout))
    return {"loss": value, "dh": dh, "dW": _dW(loss, case["W"])}


def steps(NegativeSamplingLoss, case):
    """Go forward and back several times with one batch."""
    loss = _layer(NegativeSamplingLoss, case)
    came = {"dh": [], "dW": []}
    for _ in range(case["times"]):
        loss.forward(case["h"], case["target"])
        came["dh"].append(snapshot(loss.backward()))
        came["dW"].append(_dW(loss, case["W"]))
    return came


@brings(dW=lambda case: case["times"])
def asked(NegativeSamplingLoss, case):
    """Bring back only the gradients of `W`, which show what words were asked about."""
    return {"dW": steps(NegativeSamplingLoss, case)["dW"]}


def two_batches(NegativeSamplingLoss, case):
    """Use one layer for two batches, with an optimizer and another layer in between.

    Look at the arrays that `grads` held at first, too.
    """
    loss = _layer(NegativeSamplingLoss, case)
    at_first = list(zip(loss.params, loss.grads, strict=False))
    loss.forward(case["first_h"], case["first_target"])
    first_dh = loss.backward()
    first_dh_then = snapshot(first_dh)
    case["W"][...] = case["W_trained"]
    loss.forward(case["h"], case["target"])
    other = _layer(NegativeSamplingLoss, case)
    other.forward(case["first_h"], case["first_target"])
    dh = loss.backward()
    other.backward()
    return {
        "dW": _dW(loss, case["W"]),
        "dW_at_first": _sum(at_first, case["W"]),
        "dh": snapshot(dh),
        "first_dh_kept": bool(np.array_equal(first_dh, first_dh_then)),
    }


def inputs_after(NegativeSamplingLoss, case):
    """Bring back what forward and backward were given, to see whether it changed."""
    loss = _layer(NegativeSamplingLoss, case)
    value = snapshot(loss.forward(case["h"], case["target"]))
    dh = snapshot(loss.backward())
    inputs = {name: snapshot(case[name]) for name in ("W", "h", "target", "corpus")}
    return {"loss": value, "dh": dh, **inputs}


def _layer(NegativeSamplingLoss, case):
    # where the case leaves out an argument, the default counts
    given = {name: case[name] for name in ("power", "sample_size") if name in case}
    return NegativeSamplingLoss(case["W"], case["corpus"], **given)


def _dW(loss, W):
    return _sum(zip(loss.params, loss.grads, strict=False), W)


def _sum(pairs, W):
    """Return the sum of all gradients that belong to `W`, or None if there is none."""
    total = None
    for param, grad in pairs:
        if param is W:
            total = grad if total is None else total + grad
    return snapshot(total)


def _around(NegativeSamplingLoss, case, name):
    if "eps" not in case:
        return {}
    plus, minus = evaluate_around(
        lambda: _layer(NegativeSamplingLoss, case).forward(case["h"], case["target"]),
        case[name],
        case["eps"],
    )
    return {"plus": plus, "minus": minus}
