"""Drive a `CBOW`."""

import numpy as np

from w2vlib.drive.differences import evaluate_around
from w2vlib.drive.form import brings
from w2vlib.drive.snapshot import snapshot


def parts(CBOW, case):
    """Build a model, and look at what it is made of."""
    model = _build(CBOW, case)
    return {
        "params": _describe(_different(model)),
        "grads": [_shape(grad) for grad in model.grads],
        "entries": snapshot(len(model.params)),
        "float": all(_kind(array) == "f" for array in [*model.params, *model.grads]),
    }


def word_vecs(CBOW, case):
    """Tell whether `word_vecs` changes when the weights do."""
    model = _build(CBOW, case)
    shape = _shape(model.word_vecs)
    a_copy = any(np.array_equal(array, model.word_vecs) for array in _different(model))
    for array in _different(model):
        if isinstance(array, np.ndarray):
            array[...] = 3
    follows = bool(np.all(snapshot(model.word_vecs) == 3))
    return {"shape": shape, "equals_a_weight": a_copy, "follows": follows}


def first_weights(CBOW, case):
    """Bring back the weights as they are before any training."""
    return {"weights": snapshot(_different(_build(CBOW, case)))}


def forward(CBOW, case):
    """Give a model the case's weights, and ask it for the loss."""
    model, weights = _prepare(CBOW, case)
    if weights is None:
        return {"params": _describe(_different(model))}
    loss = model.forward(case["contexts"], case["target"])
    return {"loss": snapshot(loss), "single": _single(weights)}


@brings(plus=lambda case: _weight_shape(case), minus=lambda case: _weight_shape(case))
def gradient(CBOW, case):
    """Send a gradient back, and evaluate the student's own forward around one weight."""
    model, weights = _prepare(CBOW, case)
    if weights is None:
        return {"params": _describe(_different(model))}
    weight = weights[int(case["which"])]
    loss = snapshot(model.forward(case["contexts"], case["target"]))
    if np.shape(loss) != () or loss is None:
        return {"loss": loss}
    model.backward()
    grad = _gradient(model, weight)
    # a step that rounding leaves visible
    single = _single(weights)
    eps = 1e-2 if single else 1e-4
    plus, minus = evaluate_around(
        lambda: model.forward(case["contexts"], case["target"]), weight, eps
    )
    return {
        "loss": loss,
        "grad": grad,
        "plus": plus,
        "minus": minus,
        "eps": snapshot(eps),
        "single": single,
    }


def asked(CBOW, case):
    """Use one model for many batches, and bring back the gradients of the output weights."""
    model, weights = _prepare(CBOW, case)
    if weights is None:
        return {"params": _describe(_different(model))}
    came = []
    for _ in range(case["times"]):
        model.forward(case["contexts"], case["target"])
        model.backward()
        came.append(_gradient(model, weights[1]))
    return {"dW_out": came}


def twice(CBOW, case):
    """Use one model for two batches, and another one for the second batch alone.

    A third one, with other weights, works on the first batch at the same time.
    """
    came = {}
    for name, batches in (("both", ("first_", "")), ("second", ("",))):
        model, weights = _prepare(CBOW, case)
        if weights is None:
            return {"params": _describe(_different(model))}
        opposite = {which: -case[which] for which in ("W_in", "W_out")}
        other = _prepare(CBOW, {**case, **opposite})[0] if name == "both" else None
        for batch in batches:
            model.forward(case[f"{batch}contexts"], case[f"{batch}target"])
            if other is not None:
                other.forward(case["first_contexts"], case["first_target"])
            model.backward()
            if other is not None:
                other.backward()
        came[name] = [_gradient(model, weight) for weight in weights]
        came[f"weights_{name}"] = snapshot(weights)
        came["single"] = _single(weights)
    for name in ("contexts", "target", "corpus"):
        came[name] = snapshot(case[name])
    return came


def scaled(CBOW, case):
    """Send a gradient back once as it is, and once `dout` times as large."""
    came = {}
    for name, dout in (("plain", ()), ("scaled", (float(case["dout"]),))):
        model, weights = _prepare(CBOW, case)
        if weights is None:
            return {"params": _describe(_different(model))}
        model.forward(case["contexts"], case["target"])
        model.backward(*dout)
        came[name] = [_gradient(model, weight) for weight in weights]
        came["single"] = _single(weights)
    return came


def _weight_shape(case):
    return int(case["vocab_size"]), int(case["hidden_size"])


def _build(CBOW, case):
    return CBOW(*_weight_shape(case), int(case["window_size"]), case["corpus"])


def _different(model):
    """Return the different arrays in `params`: the input weights, then the others."""
    arrays = []
    for param in model.params:
        if not any(param is known for known in arrays):
            arrays.append(param)
    vecs = getattr(model, "word_vecs", None)

    # where word_vecs is no weight itself, its values still tell which weight it is a copy of
    def distance(array):
        return 0 if array is vecs else 1 if np.array_equal(snapshot(array), vecs) else 2

    return sorted(arrays, key=distance) if isinstance(vecs, np.ndarray) else arrays


def _prepare(CBOW, case):
    """Build a model with the case's weights; no weights if they are not two of one shape."""
    model = _build(CBOW, case)
    arrays = _different(model)
    shape = _weight_shape(case)
    if [_shape(array) for array in arrays] != [str(shape)] * 2:
        return model, None
    arrays[0][...] = case["W_in"]
    arrays[1][...] = case["W_out"]
    return model, arrays


def _gradient(model, weight):
    """Add up the gradients of all entries of `params` that are this weight."""
    pairs = zip(model.params, model.grads, strict=False)
    grads = [grad for param, grad in pairs if param is weight]
    fit = grads and all(_shape(grad) == _shape(weight) for grad in grads)
    return snapshot(sum(grads) if fit else grads)


def _describe(values):
    return [_shape(value) for value in values]


def _shape(value):
    if isinstance(value, np.ndarray):
        return str(value.shape)
    return f"a {type(value).__name__}" + (f" of {len(value)}" if isinstance(value, list) else "")


def _kind(value):
    return value.dtype.kind if isinstance(value, np.ndarray) else ""


def _single(weights):
    return any(weight.dtype.itemsize < 8 for weight in weights)
