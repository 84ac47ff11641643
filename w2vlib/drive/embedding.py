"""Drive an `Embedding`."""

import numpy as np

from w2vlib.drive.differences import evaluate_around
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
    returned = embedding.backward(case["dout"])
    return {"grads": snapshot(embedding.grads), "returned": snapshot(returned)}


def gradient(Embedding, case):
    """Send a gradient back, and evaluate the student's own forward around `W`."""
    W, idx, dout = case["W"], case["idx"], case["dout"]
    embedding = Embedding(W)
    embedding.forward(idx)
    embedding.backward(dout)
    plus, minus = evaluate_around(
        lambda: np.sum(Embedding(W).forward(idx) * dout), W, float(case["eps"])
    )
    return {"grads": snapshot(embedding.grads), "plus": plus, "minus": minus}


def twice(Embedding, case):
    """Use one layer for two batches, as training does."""
    embedding = Embedding(case["W"])
    embedding.forward(case["first_idx"])
    embedding.backward(case["first_dout"])
    out = embedding.forward(case["idx"])
    embedding.backward(case["dout"])
    return {"out": snapshot(out), "grads": snapshot(embedding.grads)}


def inputs_after(Embedding, case):
    """Bring back what forward and backward were given, to see whether it changed."""
    embedding = Embedding(case["W"])
    kept = embedding.params[0] is case["W"]
    embedding.forward(case["idx"])
    embedding.backward(case["dout"])
    return {**{name: snapshot(case[name]) for name in ("W", "idx", "dout")}, "kept": kept}
