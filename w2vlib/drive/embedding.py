"""Drive an `Embedding`."""

import numpy as np

from w2vlib.drive.differences import evaluate_around
from w2vlib.drive.form import brings
from w2vlib.drive.snapshot import snapshot


def forward(Embedding, case):
    """Look up rows."""
    W, idx = case["W"], case["idx"]
    out = Embedding(W).forward(idx)
    shares_memory = isinstance(out, np.ndarray) and np.shares_memory(out, W)
    return {"out": snapshot(out), "shares_memory": shares_memory}


def backward(Embedding, case):
    """Look up rows, then send a gradient back."""
    embedding = Embedding(case["W"])
    embedding.forward(case["idx"])
    embedding.backward(case["dout"])
    return {"grads": snapshot(embedding.grads)}


@brings(plus=lambda case: case["W"].shape, minus=lambda case: case["W"].shape)
def gradient(Embedding, case):
    """Send a gradient back, and evaluate the student's own forward around `W`.

    Without an ``eps`` in the case, as in single precision, forward is left alone.
    """
    W, idx, dout = case["W"], case["idx"], case["dout"]
    embedding = Embedding(W)
    embedding.forward(idx)
    embedding.backward(dout)
    if "eps" not in case:
        return {"grads": snapshot(embedding.grads)}
    plus, minus = evaluate_around(
        lambda: np.sum(Embedding(W).forward(idx) * dout), W, float(case["eps"])
    )
    return {"grads": snapshot(embedding.grads), "plus": plus, "minus": minus}


def twice(Embedding, case):
    """Use one layer for two batches, as training does, with another layer beside it."""
    W = case["W"]
    embedding = Embedding(W)
    held = embedding.grads[0]
    first_out = embedding.forward(case["first_idx"])
    embedding.backward(case["first_dout"])
    other = Embedding(case["other_W"])
    W -= case["step"]
    out = embedding.forward(case["idx"])
    other.forward(case["other_idx"])
    embedding.backward(case["dout"])
    other.backward(case["other_dout"])
    return {
        "first_out": snapshot(first_out),
        "out": snapshot(out),
        "grads": snapshot(embedding.grads),
        "other_grads": snapshot(other.grads),
        "held_is_kept": embedding.grads[0] is held,
    }


def inputs_after(Embedding, case):
    """Bring back what forward and backward were given, to see whether it changed."""
    embedding = Embedding(case["W"])
    kept = len(embedding.params) == 1 and embedding.params[0] is case["W"]
    first_grads = snapshot(embedding.grads)
    embedding.forward(case["idx"])
    embedding.backward(case["dout"])
    inputs = {name: snapshot(case[name]) for name in ("W", "idx", "dout")}
    return {**inputs, "kept": kept, "first_grads": first_grads}
