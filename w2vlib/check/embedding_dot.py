"""Judge an `EmbeddingDot` (one score per example) and a `SigmoidWithLoss` (yes or no)."""

import numpy as np

from w2vlib.check.alike import alike, same_value
from w2vlib.check.core import Check
from w2vlib.check.expect import (
    Wrong,
    expect,
    expect_array,
    expect_gradient,
    expect_unchanged,
    expect_values,
)
from w2vlib.drive import embedding_dot as drive
from w2vlib.embedding_dot import EmbeddingDot
from w2vlib.sigmoid_with_loss import SigmoidWithLoss

# the small example that the chapter works with
_W = np.arange(18.0).reshape(6, 3)
_IDX = np.array([1, 3, 0, 2, 4, 1])
_H = np.array(
    [
        [0.0011865, 0.00054727, -0.00350523],
        [0.0080607, 0.00873808, -0.00930809],
        [0.00719375, -0.00618628, 0.00065774],
        [0.00806074, 0.00873808, -0.00930809],
        [-0.00048219, -0.00481416, -0.00305934],
        [0.00745012, -0.00218385, -0.00796147],
    ]
)


def _small(rng):
    return [{"W": _W.copy(), "h": _H, "idx": _IDX}]


def _batch(rng, V, H, B, *, dtype="f8", repeat=False):
    idx = rng.permutation(V)[:B] if B <= V else rng.integers(0, V, B)
    if repeat:
        # the first id comes again at the end
        idx[-1] = idx[0]
    case = {
        "W": rng.standard_normal((V, H)).astype(dtype),
        "h": rng.standard_normal((B, H)).astype(dtype),
        "idx": idx,
        "dout": rng.standard_normal(B).astype(dtype),
    }
    # single precision has too few digits for differences
    return case if dtype == "f4" else {**case, "eps": 1e-4}


def _fortran(case):
    return {**case, **{name: np.asfortranarray(case[name]) for name in ("W", "h")}}


def _random(rng):
    # B = H, repeated ids, a batch of one, float32, one column, more ids than words, and
    # matrices that are not in C order
    cases = [
        _batch(rng, 7, 4, 5),
        _batch(rng, 6, 3, 3, repeat=True),
        _batch(rng, 5, 2, 1),
        _batch(rng, 9, 3, 8, dtype="f4"),
        _batch(rng, 5, 1, 4),
        _batch(rng, 3, 2, 7),
    ]
    cases[-1]["idx"] = cases[-1]["idx"].astype(np.int32)
    return [*cases, _fortran(cases[0])]


def _different_ids(rng):
    cases = [_batch(rng, 7, 4, 5), _batch(rng, 8, 5, 2), _batch(rng, 4, 3, 1), _batch(rng, 5, 1, 4)]
    return [*cases, _fortran(cases[0])]


def _repeated_ids(rng):
    cases = [_batch(rng, 7, 4, 5, repeat=True), _batch(rng, 6, 5, 3, repeat=True)]
    cases += [_batch(rng, 3, 2, 7), _batch(rng, 9, 3, 8, dtype="f4", repeat=True)]
    return [*cases, _fortran(cases[0])]


def _any_ids(rng):
    return [*_different_ids(rng), *_repeated_ids(rng)]


def _batch_size_is_hidden_size(rng):
    return [_batch(rng, 6, 3, 3), _batch(rng, 7, 4, 4)]


def _two_batches(rng):
    # a second batch that is smaller, and one of the same size
    cases = []
    for first_B, B in ((4, 2), (3, 3)):
        first, second, other = (_batch(rng, 7, 3, size) for size in (first_B, B, B))
        ids = rng.permutation(7)
        idx = ids[first_B : first_B + B]
        cases.append(
            {
                "W": first["W"],
                "step": second["W"],
                "first_h": first["h"],
                "first_idx": ids[:first_B],
                "first_dout": first["dout"],
                "h": second["h"],
                "idx": idx,
                "dout": second["dout"],
                "other_W": other["W"],
                "other_h": other["h"],
                # each id is another one than that beside it in idx
                "other_idx": (idx + 1) % 7,
                "other_dout": other["dout"],
            }
        )
    return cases


def _judge_scores(case, came):
    B = len(case["idx"])
    expect_values(
        came["out"],
        EmbeddingDot(case["W"]).forward(case["h"], case["idx"]),
        f"forward(h, idx), for h of shape {case['h'].shape} and the ids {case['idx'].tolist()},",
        like=case["W"],
        why=f"Score b is the dot product of h[b] and W[idx[b]]: {B} scores for {B} examples.",
    )


def _answer(W, h, idx, dout):
    layer = EmbeddingDot(W)
    out = layer.forward(h, idx)
    dh = layer.backward(dout)
    return {"out": out, "dh": dh, "dW": layer.grads[0]}


def _expected_gradients(case):
    answer = _answer(case["W"], case["h"], case["idx"], case["dout"])
    return answer["dh"], answer["dW"]


def _dW(grads):
    expect(
        isinstance(grads, list) and len(grads) == 1,
        "grads should be a list with one array, dW.",
    )
    return grads[0]


def _judge_own_gradient(judge_forward, gradient, case, came, what):
    # what the student's forward says counts where that forward is right; where it is not,
    # it has lost its own points, and backward is still judged for itself
    if "eps" not in case:
        return
    try:
        judge_forward(case, came)
    except Wrong:
        return
    expect_gradient(gradient, came["plus"], came["minus"], case["eps"], what)


def _judge_dh(case, came):
    B, H = case["h"].shape
    what = f"dh, for B = {B} and H = {H},"
    _judge_own_gradient(_judge_scores, came["dh"], case, came, what)
    expected, _ = _expected_gradients(case)
    expect_values(came["dh"], expected, what, like=case["h"], why="Row b of dh belongs to h[b].")


def _judge_dW(case, came):
    what = f"dW after backward, for the ids {case['idx'].tolist()},"
    dW = _dW(came["grads"])
    _judge_own_gradient(_judge_scores, dW, case, came, what)
    _, expected = _expected_gradients(case)
    expect_values(dW, expected, what, like=case["W"], why="Row i of dW belongs to word i.")


def _judge_both(case, came):
    B, H = case["h"].shape
    dh, dW = _expected_gradients(case)
    what = f"dh, for B = {B} and H = {H},"
    expect_values(came["dh"], dh, what, like=case["h"], why="Row b of dh belongs to h[b].")
    what = f"dW, for the ids {case['idx'].tolist()},"
    why = "Row i of dW belongs to word i."
    expect_values(_dW(came["grads"]), dW, what, like=case["W"], why=why)


def _judge_twice(case, came):
    W = case["W"] - case["step"]
    first = _answer(case["W"], case["first_h"], case["first_idx"], case["first_dout"])
    second = _answer(W, case["h"], case["idx"], case["dout"])
    other = _answer(case["other_W"], case["other_h"], case["other_idx"], case["other_dout"])

    def expect_second(came, expected, what, why=""):
        expect_values(came, expected, what, like=W, why=why)

    after = "After W was changed in place,"
    expect_second(came["dh"], second["dh"], f"{after} dh of a second batch")
    expect_second(
        _dW(came["grads"]),
        second["dW"],
        "dW after a second batch",
        "Only the second batch of this layer may be in it.",
    )
    expect(
        came["held_is_kept"],
        "grads[0] is another array after backward than it was before. Fill the array that is "
        "there, grads[0][...] = …: the optimizer holds on to it.",
    )
    expect_second(came["out"], second["out"], f"{after} forward(h, idx) of a second batch")
    seen = "returned for the first batch, seen after the second,"
    expect_second(came["first_out"], first["out"], f"What forward {seen}")
    expect_second(came["first_dh"], first["dh"], f"What backward {seen}")
    own = "Each layer has its own numbers."
    expect_second(
        came["other_dh"], other["dh"], "dh of a second layer, used beside the first,", own
    )
    expect_second(
        _dW(came["other_grads"]), other["dW"], "dW of a second layer, used beside the first,", own
    )


def _judge_inputs(case, came):
    expect(
        came["kept"],
        "params should be [W], with W itself and no copy: training changes it in place.",
    )
    zeros = np.zeros_like(case["W"])
    what = "The array in grads, in a new layer,"
    expect_values(_dW(came["first_grads"]), zeros, what, like=case["W"])
    expect_array(came["dh"], "backward(dout)", shape=case["h"].shape)
    for name in ("W", "h", "idx", "dout"):
        expect_unchanged(came[name], case[name], name)


# Logits of moderate size: there, a guard such as log(y + 1e-7) changes the loss and B times the
# gradient by less than 1e-6. Five decimals are asked for.
_SIZE = 2.0
_FIVE_DECIMALS = 5e-6
# how near two outcomes are that show one mistake
_LOOSE = 1e-5


def _known_logits(rng):
    # the sigmoid of log 3 is 3/4
    return [
        {"x": np.zeros(2), "t": np.array([1, 0])},
        {"x": np.log([3.0, 3.0, 1 / 3]), "t": np.array([1, 0, 0])},
    ]


def _logits(rng, t, dtype="f8"):
    x = rng.uniform(-_SIZE, _SIZE, len(t)).astype(dtype)
    return {"x": x, "t": np.array(t), "eps": 1e-4}


def _random_logits(rng):
    mixed = [1, 0, *rng.integers(0, 2, 5)]
    cases = [
        _logits(rng, rng.permutation(mixed)),
        _logits(rng, [1, 1, 1, 1]),
        _logits(rng, [0, 0, 0]),
        _logits(rng, [1]),
        _logits(rng, mixed, "f4"),
    ]
    cases[0]["t"] = cases[0]["t"].astype(np.int32)
    return cases


def _batch_of_one(rng):
    return [_logits(rng, [1]), _logits(rng, [0])]


def _larger_batches(rng):
    return [_logits(rng, rng.permutation([1, 0, *rng.integers(0, 2, B - 2)])) for B in (5, 2, 8)]


def _scaled(rng):
    # an answer that divides by B or not, and one that scales or not, are told apart
    return [{**_logits(rng, [1, 0, 0]), "dout": dout} for dout in (2.5, -0.1)]


def _two_batches_of_logits(rng):
    # a second batch of another size, and one of the same size
    cases = []
    for first_t, t, other_t in (
        ([1, 1, 0], [0, 1, 0, 0, 1], [1, 1, 0, 1, 0]),
        ([0, 1, 1], [1, 0, 0], [0, 0, 1]),
    ):
        first, second, other = (_logits(rng, labels) for labels in (first_t, t, other_t))
        cases.append(
            {
                "first_x": first["x"],
                "first_t": first["t"],
                "x": second["x"],
                "t": second["t"],
                "other_x": other["x"],
                "other_t": other["t"],
            }
        )
    return cases


def _large_logits(rng):
    size = rng.uniform(900, 1000)
    return [
        {"x": np.array([size, -size]), "t": np.array([1, 0])},
        {"x": np.array([-size, size]), "t": np.array([1, 0])},
    ]


def _call(case):
    x, t = case["x"], case["t"].tolist()
    return f"forward({np.round(x, 4).tolist()}, {t})"


def _judge_loss(case, came):
    expect_values(
        came["loss"],
        SigmoidWithLoss().forward(case["x"].astype(float), case["t"]),
        _call(case),
        tolerance=_FIVE_DECIMALS,
        why="It is the mean over the batch; examples with label 0 count as well.",
    )


def _expect_dx(case, came, what, dout=1.0):
    layer = SigmoidWithLoss()
    layer.forward(case["x"], case["t"])
    tolerance = _FIVE_DECIMALS * abs(dout) / len(case["x"])
    expect_values(came["dx"], layer.backward(dout), what, tolerance=tolerance)


def _judge_dx(case, came):
    what = f"backward(), for the labels {case['t'].tolist()},"
    _judge_own_gradient(_judge_loss, came["dx"], case, came, what)
    _expect_dx(case, came, what)


def _judge_scaled(case, came):
    dout = float(case["dout"])
    _expect_dx(case, came, f"backward({dout:g}), for the labels {case['t'].tolist()},", dout)


def _judge_second_loss(case, came):
    _judge_loss(case, came)
    _expect_dx(case, came, "backward() of a second batch")
    seen = "for the first batch, seen after the second,"
    first = {"x": case["first_x"], "t": case["first_t"]}
    _expect_dx(first, {"dx": came["first_dx"]}, f"What backward() returned {seen}")
    other = {"x": case["other_x"], "t": case["other_t"]}
    _expect_dx(other, {"dx": came["other_dx"]}, "backward() of a second layer, beside the first,")


def _judge_large(case, came):
    what = _call(case)
    expect_array(came["loss"], what, shape=())
    expect_array(came["dx"], "backward()", shape=case["x"].shape)
    expect(
        np.isfinite(came["loss"]), f"{what} should be a finite number, but it is {came['loss']}."
    )
    expect(np.isfinite(came["dx"]).all(), f"backward() should be finite, but it is {came['dx']}.")
    size = np.abs(came["dx"])
    if ((case["x"] > 0) == case["t"]).all():
        expect(
            size.max() <= _FIVE_DECIMALS,
            f"backward() after {what} should be 0, but it is {came['dx']}.",
        )
        expect(
            abs(came["loss"]) <= _FIVE_DECIMALS,
            f"{what} should be 0: both answers are right and sure. But it is {came['loss']}.",
        )
    else:
        expect(
            size.min() >= 0.1,
            f"backward() after {what} should not be 0: the answers are wrong. But it is "
            f"{came['dx']}.",
        )
        expect(
            came["loss"] > 10,
            f"{what} should be above 10: both answers are wrong and sure. But it is "
            f"{came['loss']}.",
        )
    expect_unchanged(came["x"], case["x"], "x")


def _judge_loss_inputs(case, came):
    expect_array(came["loss"], "forward(x, t)", shape=())
    expect_array(came["dx"], "backward()", shape=case["x"].shape)
    for name in ("x", "t"):
        expect_unchanged(came[name], case[name], name)


def _alike(outcome, other):
    """Compare outcomes up to what a guard inside the logarithm changes."""
    if outcome.error or other.error:
        return alike(outcome, other)
    return outcome.values.keys() == other.values.keys() and all(
        _close(value, other.values[name]) for name, value in outcome.values.items()
    )


def _close(a, b):
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and a.dtype.kind == "f":
        return a.shape == b.shape and np.allclose(a, b, rtol=_LOOSE, atol=_LOOSE, equal_nan=True)
    return same_value(a, b)


def _alike_in_finiteness(outcome, other):
    """Compare outcomes, with infinite and undefined losses taken as equal.

    Which of the two comes depends on how the formula is typed; the mistake is one.
    """
    if outcome.error or other.error:
        return alike(outcome, other)
    a, b = outcome.values["loss"], other.values["loss"]
    if not _is_number(a) or not _is_number(b) or (np.isfinite(a) and np.isfinite(b)):
        return _alike(outcome, other)
    return bool(np.isfinite(a) == np.isfinite(b))


def _is_number(value):
    return isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind == "f"


_BACKWARD = "05_embedding_dot#dot-backward"
_GRADIENT = "05_embedding_dot#sigmoid-gradient"

CHECKS = {
    "EmbeddingDot": (
        Check(
            "scores of the chapter's small example",
            1,
            _small,
            drive.score,
            _judge_scores,
            "05_embedding_dot#score-of-one-word",
        ),
        Check(
            "scores: shape, dtype and values on random inputs",
            2,
            _random,
            drive.score,
            _judge_scores,
            "05_embedding_dot#score-of-one-word",
        ),
        Check(
            "gradient with respect to h",
            2,
            _any_ids,
            drive.gradient_of_h,
            _judge_dh,
            _BACKWARD,
        ),
        Check(
            "gradient with respect to W, where all ids differ",
            1,
            _different_ids,
            drive.gradient_of_W,
            _judge_dW,
            _BACKWARD,
        ),
        Check(
            "gradient with respect to W, where ids repeat",
            1,
            _repeated_ids,
            drive.gradient_of_W,
            _judge_dW,
            "04_embedding#repeated-ids",
        ),
        Check(
            "both gradients where the batch size equals H",
            1,
            _batch_size_is_hidden_size,
            drive.both_gradients,
            _judge_both,
            "05_embedding_dot#one-number-per-row",
        ),
        Check(
            "a second batch, and a second layer beside it: nothing is mixed up",
            1,
            _two_batches,
            drive.score_twice,
            _judge_twice,
            "04_embedding#stale-gradients",
        ),
        Check(
            "params and grads as asked; W, h, idx and dout are left as they were",
            1,
            _random,
            drive.score_inputs_after,
            _judge_inputs,
            "05_embedding_dot#score-of-one-word",
        ),
    ),
    "SigmoidWithLoss": (
        Check(
            "loss of logits that can be worked out by hand",
            1,
            _known_logits,
            drive.loss,
            _judge_loss,
            "05_embedding_dot#yes-or-no",
            _alike,
        ),
        Check(
            "loss on random logits: labels of both kinds, mean over the batch",
            2,
            _random_logits,
            drive.loss,
            _judge_loss,
            "05_embedding_dot#both-labels",
            _alike,
        ),
        Check(
            "gradient for a batch of one",
            1,
            _batch_of_one,
            drive.loss_gradient,
            _judge_dx,
            _GRADIENT,
            _alike,
        ),
        Check(
            "gradient for larger batches",
            2,
            _larger_batches,
            drive.loss_gradient,
            _judge_dx,
            _GRADIENT,
            _alike,
        ),
        Check(
            "backward(dout) scales with dout",
            1,
            _scaled,
            drive.loss_scaled,
            _judge_scaled,
            _GRADIENT,
            _alike,
        ),
        Check(
            "a second batch, and a second layer beside it",
            1,
            _two_batches_of_logits,
            drive.loss_twice,
            _judge_second_loss,
            _GRADIENT,
            _alike,
        ),
        Check(
            "logits as large as ±1000 give finite numbers",
            1,
            _large_logits,
            drive.loss_inputs_after,
            _judge_large,
            "05_embedding_dot#large-logits",
            _alike_in_finiteness,
        ),
        Check(
            "x and t are left as they were",
            1,
            _larger_batches,
            drive.loss_inputs_after,
            _judge_loss_inputs,
            "05_embedding_dot#yes-or-no",
            _alike,
        ),
    ),
}
