"""Judge a `NegativeSamplingLoss`, wherever its negatives come from.

Its negatives are random, and a check can neither seed them nor see them. Three kinds of
input make the outcome certain all the same:

- *No choice.* A corpus of K + 1 words leaves each target K others, so all of them are its
  negatives. Loss and gradients are then numbers without chance in them.
- *Equal scores.* All words have the same score, so the loss is the same for any negatives.
- *An axis for each example.* If ``h_b`` points along axis b, then column b of `dW` is filled
  by example b alone, and shows which words it asked about: with «yes» those whose gradient
  is negative, with «no» those where it is positive.
"""

import numpy as np

from w2vlib.check.alike import alike, same_value
from w2vlib.check.core import Check
from w2vlib.check.draws import FALSE_ALARM, expect_fresh_draws, same_law
from w2vlib.check.expect import (
    expect,
    expect_array,
    expect_gradient,
    expect_unchanged,
    expect_values,
)
from w2vlib.drive import negative_sampling_loss as drive
from w2vlib.sigmoid_with_loss import sigmoid

_COUNTS = np.array([20, 3, 300, 8, 60, 1, 35, 12])


def _even_corpus(V, rng):
    return rng.permutation(np.repeat(np.arange(V), 2))


def _no_choice(rng, V, B, *, H=4, dtype="f8", times=1):
    """Return a case in which all other words are negatives.

    No score is above 2, so 1e-7 inside a logarithm, as many books have it, moves a gradient
    by less than the tolerance.
    """
    return {
        "W": rng.uniform(-0.5, 0.5, (V, H)).astype(dtype),
        "corpus": _even_corpus(V, rng),
        "power": 0.75,
        "sample_size": V - 1,
        "h": rng.uniform(-1, 1, (B, H)).astype(dtype),
        "target": rng.integers(0, V, B),
        "times": times,
    }


def _own_axis(rng, V, K, B, spare=3):
    """Return a case with equal scores, in which example b has axis b to itself.

    The rows of W agree on the first B axes and differ on the spare ones, where h is 0.
    """
    same = np.tile(rng.uniform(0.3, 1.0, B), (V, 1))
    h = np.zeros((B, B + spare))
    h[:, :B] = np.diag(rng.uniform(0.5, 1.5, B))
    return {
        "W": np.hstack([same, rng.standard_normal((V, spare))]),
        "corpus": _even_corpus(V, rng),
        "power": 0.75,
        "sample_size": K,
        "h": h,
        "target": rng.integers(0, V, B),
    }


def _small(rng):
    # the corpus of the notebooks; with all weights 0, every score is 0
    return {
        "W": np.zeros((5, 3)),
        "corpus": np.array([0, 1, 2, 3, 4, 1, 2, 3]),
        "power": 0.75,
        "sample_size": 2,
        "h": rng.standard_normal((4, 3)),
        "target": np.array([1, 3, 0, 1]),
        "times": 1,
    }


def _losses(rng):
    # a batch of one often enough that each order of its negatives comes
    return [
        _small(rng),
        _no_choice(rng, V=2, B=3),
        _no_choice(rng, V=2, B=5, dtype="f4"),
        _no_choice(rng, V=4, B=1, times=60),
    ]


def _gradients(rng):
    return [
        {**_no_choice(rng, V=2, B=3), "eps": 1e-4},
        _no_choice(rng, V=3, B=1, times=40),
        _no_choice(rng, V=3, B=2, times=60),
    ]


def _questions(rng):
    return [_own_axis(rng, V=8, K=3, B=5), _own_axis(rng, V=7, K=5, B=2)]


def _sampler_arguments(rng):
    V, B = len(_COUNTS), 100
    jitter = rng.uniform(0.9, 1.1, V)
    counts = np.maximum(np.round(_COUNTS * jitter).astype(int), 1)
    case = {
        "W": np.zeros((V, B)),
        "corpus": rng.permutation(np.repeat(np.arange(V), counts)),
        "h": np.eye(B),
        "target": np.full(B, 4),
        "times": 18,
    }
    # what a case leaves out is left to its default
    return [
        {**case, "power": 0.25, "sample_size": 1},
        {**case, "sample_size": 1},
        {**case, "times": 2},
    ]


def _with_dout(rng):
    cases = [{**_no_choice(rng, V=2, B=3), "dout": dout} for dout in (2.5, -0.5)]
    # arrays whose columns, not rows, lie one after another
    cases[1] |= {name: np.asfortranarray(cases[1][name]) for name in ("W", "h")}
    return [*cases, {**_no_choice(rng, V=2, B=4, dtype="f4"), "dout": 2.5}]


def _two_batches(rng):
    case = _own_axis(rng, V=7, K=2, B=3, spare=4)
    # the first batch has the spare axes; before and after training, all words are alike
    W, W_trained = (np.tile(rng.uniform(0.3, 1.0, 7), (7, 1)) for _ in range(2))
    first_h = np.zeros((4, 7))
    first_h[:, 3:] = np.diag(rng.uniform(0.5, 1.5, 4))
    first_target = rng.integers(0, 7, 4)
    return [
        {
            **case,
            "W": W,
            "W_trained": W_trained,
            "first_h": first_h,
            "first_target": first_target,
        }
    ]


def _inputs(rng):
    return [_small(rng), _own_axis(rng, V=8, K=3, B=5), _no_choice(rng, V=3, B=4, dtype="f4")]


def _no_choice_answer(case):
    """Return the loss and its gradients where all other words are negatives."""
    W, h, target = case["W"].astype(float), case["h"].astype(float), case["target"]
    label = np.arange(len(W)) == target[:, np.newaxis]
    score = h @ W.T
    loss = np.sum(np.logaddexp(0, score) - label * score) / len(h)
    dscore = (sigmoid(score) - label) / len(h) * case.get("dout", 1)
    return loss, dscore @ W, dscore.T @ h


def _gradient_of_W(came):
    expect(
        came is not None,
        "No entry of params is W itself, so no gradient belongs to it.",
    )
    return came


def _judge_weights(case, came):
    is_W, grads = came["is_W"], came["grads"]
    expect(
        isinstance(is_W, list) and len(is_W) > 0,
        "params is empty. It should be a list that holds W, once for each layer that uses it.",
    )
    expect(
        all(is_W),
        "Each entry of params should be W itself, the array that was given: no copy, and not a "
        "list with W in it.",
    )
    expect(
        isinstance(grads, list) and len(grads) == len(is_W),
        f"grads should be a list as long as params, one gradient for each of {len(is_W)}.",
    )
    for number, grad in enumerate(grads):
        expect_array(grad, f"grads[{number}]", shape=case["W"].shape)


def _judge_losses(case, came):
    if not case["W"].any():
        expected = (case["sample_size"] + 1) * np.log(2)
        why = "All scores are 0, so each of the K + 1 questions costs log 2."
    else:
        expected, _, _ = _no_choice_answer(case)
        why = (
            f"There are {len(case['W'])} words, so the negatives are all words but the target. "
            "The loss is the sum over the K + 1 questions, averaged over the batch."
        )
    for loss in came["losses"]:
        expect_values(loss, expected, "The loss", kind="f", tolerance=1e-5, why=why)


def _judge_gradient_h(case, came):
    _, expected, _ = _no_choice_answer(case)
    for dh in came["dh"]:
        _expect_gradient(dh, expected, came, case, "dh, which backward returns,")


def _judge_gradient_W(case, came):
    _, _, expected = _no_choice_answer(case)
    for dW in came["dW"]:
        what = "The gradient of W (the sum of all grads that belong to W)"
        _expect_gradient(_gradient_of_W(dW), expected, came, case, what)


def _expect_gradient(gradient, expected, came, case, what):
    if "eps" in case:
        expect_gradient(gradient, came["plus"], came["minus"], case["eps"], what)
    expect_values(
        gradient,
        expected,
        what,
        kind="f",
        tolerance=1e-6,
        why="The negatives are all words but the target, and each question adds its part.",
    )


def _judge_questions(case, came):
    """Read off from `dW` which words each example asked about, and hold all else to it."""
    h, W, target, K = case["h"], case["W"], case["target"], case["sample_size"]
    B = len(h)
    strength = np.diag(h)
    score = strength * np.diag(W[target])
    expect_values(
        came["loss"],
        np.mean(np.logaddexp(0, -score) + K * np.logaddexp(0, score)),
        "The loss",
        kind="f",
        tolerance=1e-5,
        why=f"All words have the same score here, so the loss is that of one «yes» and {K} «no».",
    )
    dW = _gradient_of_W(came["dW"])
    expect_array(dW, "The gradient of W", shape=W.shape)
    expect_values(
        dW[:, B:], np.zeros((len(W), W.shape[1] - B)), "dW where all of h is 0", tolerance=1e-9
    )
    for b in range(B):
        y = sigmoid(score[b])
        part = dW[:, b] * B / strength[b]
        where = f"Example {b} has target {target[b]} and sample_size is {K}."
        expect(
            abs(part[target[b]] - (y - 1)) < 1e-6,
            f"{where} The score of its target should get the gradient (y - 1) / B = "
            f"{(y - 1) / B:.4f}, and nothing else, but it got {part[target[b]] / B:.4f}.",
        )
        others = np.delete(np.arange(len(W)), target[b])
        asked = np.flatnonzero(np.abs(part[others]) > 1e-9)
        expect(
            len(asked) == K,
            f"{where} So {K} different words should get a gradient as negatives, but "
            f"{len(asked)} did: {others[asked].tolist()}.",
        )
        expect_values(
            part[others[asked]] / B,
            np.full(K, y / B),
            f"{where} The gradients of its negatives' scores",
            tolerance=1e-6,
            why="Each negative is asked once, with the label 0, so its gradient is y / B.",
        )
        expect_array(came["dh"], "dh, which backward returns,", shape=h.shape)
        expect_values(
            came["dh"][b],
            part @ W / B,
            f"Row {b} of dh",
            tolerance=1e-6,
            why="Each word that was asked about should send its row of W back, times the "
            "gradient of its score.",
        )


def _judge_arguments(case, came):
    """Compare the negatives, read off from the signs in `dW`, with the policy's law.

    Three cases share the one false alarm in 100 million runs: power 0.25, and the default,
    with one negative in 1,800 rows; and both defaults in 200 rows, mainly to count the
    negatives. In 1,800 rows, a probability that is off by ``11.1 sqrt(p (1 - p) / 1800)``,
    0.13 at most, is found in all but one of a million runs; see `expect_fresh_draws`. Word 2
    should come with 0.29 at power 0.25, 0.47 at 0.5, 0.65 at 0.75 and 0.79 at 1: each of
    these is found where another is asked for.
    """
    p = np.bincount(case["corpus"]) ** case.get("power", 0.75)
    p[case["target"][0]] = 0
    K = case.get("sample_size", 5)
    given = " and ".join(
        f"{name} = {case[name]}" if name in case else f"the default {name}"
        for name in ("power", "sample_size")
    )
    given = f"With {given}"
    signs = []
    for dW in came["dW"]:
        expect_array(_gradient_of_W(dW), "The gradient of W", shape=case["W"].shape)
        signs.append(np.sign(dW.T))
    asked = np.concatenate(signs) > 0
    count = asked.sum(axis=1)
    expect(
        (count == K).all(),
        f"{given}, each example should have {K} different negatives, but one has "
        f"{count[np.argmax(count != K)]} (counted are the words whose score it pushes down).",
    )
    negatives = np.nonzero(asked)[1].reshape(case["times"], -1, K)
    expect_fresh_draws(negatives, p / p.sum(), given, false_alarm=FALSE_ALARM / 3)


def _judge_dout(case, came):
    _, dh, dW = _no_choice_answer(case)
    dout = case["dout"]
    why = f"It is {dout} times the gradient of the loss."
    tolerance = 1e-6 if case["W"].dtype == np.float64 else 1e-5
    what = f"dh after backward({dout})"
    expect_values(came["dh"], dh, what, kind="f", tolerance=tolerance, why=why)
    what = f"The gradient of W after backward({dout})"
    dW_came = _gradient_of_W(came["dW"])
    expect_values(dW_came, dW, what, kind="f", tolerance=tolerance, why=why)


def _judge_two_batches(case, came):
    B, K = len(case["h"]), case["sample_size"]
    dW = _gradient_of_W(came["dW"])
    expect_array(dW, "The gradient of W", shape=case["W"].shape)
    expect(
        not dW[:, B:].any(),
        "After a second batch, the gradient of W still holds a part of the first one.",
    )
    expect(
        same_value(dW, came["dW_at_first"]),
        "backward put new arrays into grads. An optimizer holds the arrays that were there at "
        "first, so fill those.",
    )
    strength, row = np.diag(case["h"]), case["W_trained"][0]
    y = sigmoid(strength * row[:B])
    yes, no = strength * (y - 1) / B, strength * y / B
    why = (
        "Before the second forward, an optimizer changed W in place. Another object was at work "
        f"before the second backward. All rows of W are equal: one «yes» and {K} «no» per example."
    )
    expect_values(
        np.sort(dW[:, :B], axis=0),
        np.vstack([yes, np.zeros((len(dW) - K - 1, B)), np.tile(no, (K, 1))]),
        "The gradient of W of the second batch, each column sorted,",
        tolerance=1e-6,
        why=why,
    )
    expect_values(
        dW[case["target"], np.arange(B)],
        yes,
        "The gradient of W of the second batch, in the rows of its targets,",
        tolerance=1e-6,
        why="Each target of the second batch is asked about with «yes».",
    )
    expected = np.outer((y - 1 + K * y) / B, row)
    expect_values(came["dh"], expected, "dh of the second batch", tolerance=1e-6, why=why)
    expect(
        came["first_dh_kept"],
        "The second batch changed the dh that backward returned for the first one. Each backward "
        "should return a new array.",
    )


def _judge_inputs(case, came):
    expect_array(came["loss"], "The loss", shape=())
    expect_array(came["dh"], "dh, which backward returns,", shape=case["h"].shape)
    for name in ("W", "h", "target", "corpus"):
        expect_unchanged(came[name], case[name], name)


def _alike_as_sets(outcome, other):
    """Whether the same results come, in whatever order and however often.

    An answer that treats its negatives differently gives one of several results each time,
    depending on their order.
    """
    if outcome.error or other.error:
        return alike(outcome, other)
    return outcome.values.keys() == other.values.keys() and all(
        _same_set(value, other.values[name])
        if isinstance(value, list)
        else same_value(value, other.values[name])
        for name, value in outcome.values.items()
    )


def _same_set(some, others):
    if not isinstance(others, list):
        return False
    return all(
        any(same_value(a, b) for b in second)
        for first, second in ((some, others), (others, some))
        for a in first
    )


def _alike_but_for_words(outcome, other):
    """Whether losses, signs and sizes agree; which words were drawn is chance."""
    if outcome.error or other.error:
        return alike(outcome, other)
    return outcome.values.keys() == other.values.keys() and all(
        same_value(_without_words(name, value), _without_words(name, other.values[name]))
        for name, value in outcome.values.items()
    )


def _without_words(name, value):
    if not isinstance(value, np.ndarray) or value.ndim != 2:
        return value
    if name == "dh":
        # on the axes of the examples; on the spare ones each word has its own values
        return value[:, : len(value)]
    return np.sort(value, axis=0)


def _alike_in_law(outcome, other):
    """Whether the words that were pulled and pushed look drawn from one law."""
    if outcome.error or other.error:
        return alike(outcome, other)
    some, others = (_signs(values["dW"]) for values in (outcome.values, other.values))
    if some is None or others is None:
        return some is others
    return same_law(some, others)


def _signs(gradients):
    if not all(isinstance(dW, np.ndarray) and dW.ndim == 2 for dW in gradients):
        return None
    return np.sign(np.vstack([dW.T for dW in gradients]))


_PAGE = "07_negative_sampling_loss"

CHECKS = {
    "NegativeSamplingLoss": (
        Check(
            "params holds W itself, grads a gradient for each",
            1,
            lambda rng: [_small(rng)],
            drive.weights,
            _judge_weights,
            f"{_PAGE}#nsl-params",
        ),
        Check(
            "the loss: one yes and K noes, averaged over the batch",
            2,
            _losses,
            drive.forward,
            _judge_losses,
            f"{_PAGE}#nsl-loss",
            _alike_as_sets,
        ),
        Check(
            "gradient with respect to h",
            1,
            _gradients,
            drive.gradient_h,
            _judge_gradient_h,
            f"{_PAGE}#nsl-backward",
            _alike_as_sets,
        ),
        Check(
            "gradient with respect to W",
            1,
            _gradients,
            drive.gradient_W,
            _judge_gradient_W,
            f"{_PAGE}#nsl-backward",
            _alike_as_sets,
        ),
        Check(
            "each example asks about its target once, and about K other words",
            1,
            _questions,
            drive.step,
            _judge_questions,
            f"{_PAGE}#nsl-loss",
            _alike_but_for_words,
        ),
        Check(
            "power and sample_size reach the sampler; their defaults are 0.75 and 5",
            1,
            _sampler_arguments,
            drive.asked,
            _judge_arguments,
            f"{_PAGE}#nsl-sampler",
            _alike_in_law,
            chance=True,
        ),
        Check(
            "backward(dout) multiplies all gradients by dout",
            1,
            _with_dout,
            drive.step,
            _judge_dout,
            f"{_PAGE}#nsl-backward",
        ),
        Check(
            "batch after batch: nothing stays of the one before, and no other object interferes",
            1,
            _two_batches,
            drive.two_batches,
            _judge_two_batches,
            f"{_PAGE}#nsl-second-batch",
            _alike_but_for_words,
        ),
        Check(
            "W, h, target and corpus are left as they were",
            1,
            _inputs,
            drive.inputs_after,
            _judge_inputs,
            f"{_PAGE}#nsl-loss",
        ),
    ),
}
