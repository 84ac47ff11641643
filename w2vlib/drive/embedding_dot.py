"""Drive an `EmbeddingDot` and a `SigmoidWithLoss`."""

import numpy as np

from w2vlib.drive.differences import evaluate_around
from w2vlib.drive.form import brings
from w2vlib.drive.snapshot import snapshot


def score(EmbeddingDot, case):
    """Score words."""
    return {"out": snapshot(EmbeddingDot(case["W"]).forward(case["h"], case["idx"]))}


@brings(plus=lambda case: case["h"].shape, minus=lambda case: case["h"].shape)
def gradient_of_h(EmbeddingDot, case):
    """Send gradients back, and evaluate the student's own forward around `h`."""
    _, came = _forward_and_backward(EmbeddingDot, case)
    return {**came, **_around(EmbeddingDot, case, "h")}


@brings(plus=lambda case: case["W"].shape, minus=lambda case: case["W"].shape)
def gradient_of_W(EmbeddingDot, case):
    """Send gradients back, and evaluate the student's own forward around `W`."""
    layer, came = _forward_and_backward(EmbeddingDot, case)
    del came["dh"]
    return {**came, "grads": snapshot(layer.grads), **_around(EmbeddingDot, case, "W")}


def both_gradients(EmbeddingDot, case):
    """Send gradients back."""
    layer, came = _forward_and_backward(EmbeddingDot, case)
    return {**came, "grads": snapshot(layer.grads)}


def _forward_and_backward(EmbeddingDot, case):
    layer = EmbeddingDot(case["W"])
    out = layer.forward(case["h"], case["idx"])
    return layer, {"out": snapshot(out), "dh": snapshot(layer.backward(case["dout"]))}


def _around(EmbeddingDot, case, name):
    if "eps" not in case:
        return {}

    def weighted_sum():
        out = EmbeddingDot(case["W"]).forward(case["h"], case["idx"])
        return np.sum(out * case["dout"])

    out = EmbeddingDot(case["W"]).forward(case["h"], case["idx"])
    if np.shape(out) != case["dout"].shape:
        return {}  # the scores cannot be weighted
    plus, minus = evaluate_around(weighted_sum, case[name], float(case["eps"]))
    return {"plus": plus, "minus": minus}


def score_twice(EmbeddingDot, case):
    """Use one layer for two batches, as training does, with another layer beside it."""
    W = case["W"]
    layer = EmbeddingDot(W)
    held = layer.grads[0]
    first_out = layer.forward(case["first_h"], case["first_idx"])
    first_dh = layer.backward(case["first_dout"])
    other = EmbeddingDot(case["other_W"])
    W -= case["step"]
    out = layer.forward(case["h"], case["idx"])
    other.forward(case["other_h"], case["other_idx"])
    dh = layer.backward(case["dout"])
    other_dh = other.backward(case["other_dout"])
    return {
        "first_out": snapshot(first_out),
        "first_dh": snapshot(first_dh),
        "out": snapshot(out),
        "dh": snapshot(dh),
        "grads": snapshot(layer.grads),
        "other_dh": snapshot(other_dh),
        "other_grads": snapshot(other.grads),
        "held_is_kept": layer.grads[0] is held,
    }


def score_inputs_after(EmbeddingDot, case):
    """Bring back what forward and backward were given, to see whether it changed."""
    layer = EmbeddingDot(case["W"])
    kept = len(layer.params) == 1 and layer.params[0] is case["W"]
    first_grads = snapshot(layer.grads)
    out = layer.forward(case["h"], case["idx"])
    dh = layer.backward(case["dout"])
    inputs = {name: snapshot(case[name]) for name in ("W", "h", "idx", "dout")}
    came = {"out": snapshot(out), "dh": snapshot(dh)}
    return {**came, "kept": kept, "first_grads": first_grads, **inputs}


def loss(SigmoidWithLoss, case):
    """Work out a loss."""
    return {"loss": snapshot(SigmoidWithLoss().forward(case["x"], case["t"]))}


@brings(plus=lambda case: case["x"].shape, minus=lambda case: case["x"].shape)
def loss_gradient(SigmoidWithLoss, case):
    """Send the gradient of the loss back, and evaluate the student's own forward around `x`."""
    x, t = case["x"], case["t"]
    layer = SigmoidWithLoss()
    value = layer.forward(x, t)
    came = {"loss": snapshot(value), "dx": snapshot(layer.backward())}
    if not isinstance(came["loss"], np.ndarray) or came["loss"].shape != ():
        return came  # not a number to take differences of
    came["plus"], came["minus"] = evaluate_around(
        lambda: SigmoidWithLoss().forward(x, t), x, float(case["eps"])
    )
    return came


def loss_scaled(SigmoidWithLoss, case):
    """Send back a gradient that is not 1."""
    layer = SigmoidWithLoss()
    layer.forward(case["x"], case["t"])
    return {"dx": snapshot(layer.backward(float(case["dout"])))}


def loss_twice(SigmoidWithLoss, case):
    """Use one layer for two batches, with another layer beside it."""
    layer, other = SigmoidWithLoss(), SigmoidWithLoss()
    layer.forward(case["first_x"], case["first_t"])
    first_dx = layer.backward()
    value = layer.forward(case["x"], case["t"])
    other.forward(case["other_x"], case["other_t"])
    dx, other_dx = layer.backward(), other.backward()
    return {
        "first_dx": snapshot(first_dx),
        "loss": snapshot(value),
        "dx": snapshot(dx),
        "other_dx": snapshot(other_dx),
    }


def loss_inputs_after(SigmoidWithLoss, case):
    """Bring back what forward was given, to see whether it changed."""
    layer = SigmoidWithLoss()
    value = layer.forward(case["x"], case["t"])
    dx = layer.backward()
    inputs = {name: snapshot(case[name]) for name in ("x", "t")}
    return {"loss": snapshot(value), "dx": snapshot(dx), **inputs}
