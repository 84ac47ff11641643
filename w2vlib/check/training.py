"""Judge `remove_duplicate`, an `Adam`, and a training run."""

import contextlib

import numpy as np

from w2vlib.check.alike import alike
from w2vlib.check.core import Check
from w2vlib.check.expect import (
    Wrong,
    describe,
    expect,
    expect_array,
    expect_unchanged,
    expect_values,
    show,
)
from w2vlib.drive import training as drive
from w2vlib.optimizers import Adam, remove_duplicate

# remove_duplicate ------------------------------------------------------------------------

_NAMES = "ABCDEFG"


def _lists_case(rng, order, shapes=((4, 3), (4, 3), (5, 2)), falling=False):
    case = {"order": np.array(order), "falling": falling}
    for number in range(max(order) + 1):
        case[f"W{number}"] = rng.standard_normal(shapes[number])
    for entry, number in enumerate(order):
        case[f"dW{entry}"] = rng.standard_normal(shapes[number])
    return case


def _shared(rng):
    # as in CBOW; in mixed order; nothing shared; a single weight
    orders = ([0, 0, 0, 0, 1, 1, 1], [0, 1, 0, 2, 1, 0], [0, 1, 2], [0])
    # weights are not in the order of their ids: once they fall, once they rise
    return [
        _lists_case(rng, order, falling=falling)
        for order, falling in zip(orders, (False, True, False, True), strict=True)
    ]


def _equal_but_different(rng):
    # and one of the same shape with other numbers
    case = _lists_case(rng, [0, 1, 0, 2, 3], shapes=((4, 3),) * 4)
    case["W1"] = case["W0"].copy()
    case["W2"] = case["W0"].copy()
    return [case]


def _batches(rng):
    return [_lists_case(rng, [0, 0, 1, 1, 1])]


def _as_text(case):
    return "[" + ", ".join(_NAMES[number] for number in case["order"]) + "]"


def _judge_which(case, came, batch=""):
    if f"returned{batch}" in came:
        raise Wrong(
            "remove_duplicate should return two lists, params and grads, but it returned "
            f"{describe(came[f'returned{batch}'])}."
        )
    which = came[f"which{batch}"]
    expected = list(dict.fromkeys(case["order"].tolist()))
    names = ", ".join(_NAMES[i] if i >= 0 else "an array of yours" for i in which)
    expect(
        which.tolist() == expected,
        f"For the weights {_as_text(case)}, where one letter is one array, params should come "
        f"back as [{', '.join(_NAMES[i] for i in expected)}], but it is [{names}].",
    )


def _judge_sums(case, came, batch="", scale=1.0):
    _judge_which(case, came, batch)
    grads = came[f"grads{batch}"]
    expected = _expected_grads(case)
    expect(
        len(grads) == len(expected),
        f"There should be one gradient for each of the {len(expected)} weights that come back, "
        f"but there are {len(grads)}.",
    )
    for number, (grad, right) in enumerate(zip(grads, expected, strict=True)):
        name = _NAMES[came[f"which{batch}"][number]]
        expect_values(
            grad,
            scale * right,
            f"For the weights {_as_text(case)}, the gradient of {name}"
            + (" in the second batch" if scale != 1 else ""),
            kind="f",
            why=f"It is the sum over all entries that are {name}.",
        )


def _expected_grads(case):
    order = case["order"].tolist()
    params = [case[f"W{number}"] for number in order]
    return remove_duplicate(params, [case[f"dW{entry}"] for entry in range(len(order))])[1]


def _judge_equal_but_different(case, came):
    try:
        _judge_which(case, came)
    except Wrong as wrong:
        if "returned" in came:
            raise
        raise Wrong(
            f"{wrong} A, B and C hold the same numbers, but they are three arrays."
        ) from None


def _judge_batches(case, came):
    expect(
        came["kept"] or "returned_0" in came,
        "The lists that are passed in belong to the model, which needs them for the next batch. "
        f"They had {len(case['order'])} entries each; after your calls they have "
        f"{came['lengths'][0]} and {came['lengths'][1]}.",
    )
    _judge_sums(case, came, "_0")
    _judge_sums(case, came, "_1", scale=10.0)


def _judge_weights(case, came):
    _judge_which(case, came)
    for number, weight in enumerate(came["weights"]):
        expect_unchanged(weight, case[f"W{number}"], f"The weight {_NAMES[number]}")


# Adam ------------------------------------------------------------------------------------


def _large(rng, *shape):
    """Return gradients beside which 1e-7 is lost in rounding, wherever it is added."""
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(1e4, 1e5, shape)


def _first_step(rng):
    return [
        {"lr": 0.1, "W0": np.array([1.0, 2.0, 3.0]), "dW0": np.array([[1e4, -5e6, 3e5]])},
        {"lr": 0.01, "W0": rng.standard_normal((2, 3)), "dW0": _large(rng, 1, 2, 3)},
    ]


def _ten_steps(rng):
    cases = []
    for shapes in (((3,),), ((2, 2), (2, 2), (3,))):
        case = {"lr": 0.05}
        for number, shape in enumerate(shapes):
            case[f"W{number}"] = rng.standard_normal(shape)
            case[f"dW{number}"] = _large(rng, 10, *shape)
        cases.append(case)
    # an array whose columns, not rows, lie one after another
    cases[1]["W1"] = np.asfortranarray(cases[1]["W1"])
    return cases


def _settings(rng):
    (case,) = _ten_steps(rng)[:1]
    del case["lr"]
    return [case, {**case, "lr": 0.2, "beta1": 0.5, "beta2": 0.9}]


def _tiny(rng):
    # most rows of an embedding have a gradient of zero; beside these, 1e-7 is large
    dW = _large(rng, 6, 3, 3) * 10.0 ** rng.uniform(-13, -9, (6, 3, 3))
    dW[:, 1] = 0
    return [{"lr": 0.1, "W0": rng.standard_normal((3, 3)), "dW0": dW}]


def _float32(rng):
    case = _ten_steps(rng)[1]
    return [{name: np.float32(array) if name != "lr" else array for name, array in case.items()}]


def _two_weights(rng):
    case = {"lr": 0.1}
    for number in range(2):
        case[f"W{number}"] = rng.standard_normal((3, 2))
        case[f"dW{number}"] = _large(rng, 4, 3, 2)
    return [case]


def _copies(case):
    return {
        name: value.copy() if isinstance(value, np.ndarray) else value
        for name, value in case.items()
    }


def _judge_steps(case, came, why=""):
    right = drive.steps(Adam, _copies(case))["weights"]
    for number, (weights, expected) in enumerate(zip(came["weights"], right, strict=True)):
        before, first_grad = case[f"W{number}"], case[f"dW{number}"][0]
        expect(
            not np.array_equal(weights[-1], before),
            "update should change the arrays in params, in place, but they are as before.",
        )
        name = f"weight {number + 1} of {len(right)}" if len(right) > 1 else "the weight"
        for step in range(len(expected)):
            # the gradients are large where nothing else is said, so 1e-7 does not count
            began = (
                f"It began as\n{show(before)}\nand its first gradient was\n{show(first_grad)}\n"
                f"The first step of each number is lr, against the sign of its gradient."
            )
            expect_values(
                weights[step],
                expected[step],
                f"After update {step + 1}, {name}",
                why=why or (began if step == 0 else ""),
            )


def _judge_tiny(case, came):
    _judge_steps(case, came, "The gradients are tiny or zero here, so 1e-7 counts.")


def _judge_float32(case, came):
    for number, weights in enumerate(came["weights"]):
        expect(
            weights.dtype == np.float32,
            f"The weights are float32 and should stay so, but one of them is {weights.dtype}.",
        )
        expect_unchanged(came["grads_after"][number], case[f"dW{number}"], "The gradient")
    _judge_steps(case, came)


def _judge_two_optimizers(case, came):
    right = drive.two_optimizers(Adam, _copies(case))["weights"]
    for number, (weight, expected) in enumerate(zip(came["weights"], right, strict=True)):
        expect_values(
            weight,
            expected,
            f"The weight of optimizer {number + 1} of two that work in turn"
            + (", and then of a new one" if number == 0 else ""),
            why="Each optimizer has a state of its own, which begins at zero.",
        )


# A training run --------------------------------------------------------------------------


def _examples(rng, N, batch_size, max_epoch, **more):
    # target t has the contexts 10 t + 1, 10 t + 2, …: whatever is mixed up shows
    target = rng.permutation(np.arange(100, 100 + N))
    return {
        "contexts": 10 * target[:, np.newaxis] + np.arange(1, 5),
        "target": target,
        "batch_size": batch_size,
        "max_epoch": max_epoch,
        **more,
    }


def _runs(rng):
    # with three examples left over in each epoch; without any; a single batch
    return [_examples(rng, 23, 5, 3), _examples(rng, 24, 4, 2), _examples(rng, 20, 20, 4)]


def _long_epochs(rng):
    # that a right answer repeats an order of 24 examples by chance: once in 24! = 6e23 runs;
    # that it leaves out the same 3 of 23 in all of 4 epochs: once in 1771³ = 6e9
    return [_examples(rng, 24, 4, 3), _examples(rng, 23, 5, 4)]


def _stopped(rng):
    # in the first epoch; later; at the very first batch
    when = ((4, "forward"), (9, "forward"), (1, "forward"), (5, "backward"), (8, "update"))
    return [_examples(rng, 24, 4, 3, stop_at=stop_at, stop_in=stop_in) for stop_at, stop_in in when]


def _groups(rng):
    """Make windows of words that keep to their own: all three of one of four groups of four."""
    words = rng.permutation(16).reshape(4, 4)  # row g: the words of group g
    windows = words[rng.integers(0, 4, (400, 1)), rng.integers(0, 4, (400, 3))]
    return [
        {
            "contexts": windows[:, [0, 2]],
            "target": windows[:, 1].copy(),
            "group": np.argsort(words.ravel()) // 4,
            "vocab_size": 16,
            "hidden_size": 8,
            "lr": 1.0,
            "max_epoch": 20,
            "batch_size": 20,
        }
    ]


def _updates(case):
    per_epoch = len(case["target"]) // case["batch_size"]
    return per_epoch, per_epoch * case["max_epoch"]


def _epochs(case, came):
    """Return the targets that forward was given, epoch after epoch."""
    per_epoch, _ = _updates(case)
    batches = came["target"]
    return [
        np.concatenate([np.ravel(batch) for batch in batches[start : start + per_epoch]])
        for start in range(0, len(batches), per_epoch)
    ]


def _judge_calls(case, came):
    _, updates = _updates(case)
    calls = came["calls"]
    one_turn = calls.count("u") and calls == "fbu" * calls.count("u")
    shown = " ".join({"f": "forward", "b": "backward", "u": "update"}[call] for call in calls[:6])
    expect(
        one_turn,
        "For each batch there should be one forward, one backward and one update, in this "
        f"order. Your calls began with: {shown or 'none at all'}.",
    )
    expect(
        calls.count("u") == updates,
        f"{len(case['target'])} examples in batches of {case['batch_size']}, "
        f"{case['max_epoch']} epochs: that is {updates} updates, but there were "
        f"{calls.count('u')}.",
    )


def _judge_batches_of_run(case, came):
    expect(came["target"], "forward was never called.")
    for contexts, target in zip(came["contexts"], came["target"], strict=True):
        shape, B = np.shape(contexts), case["batch_size"]
        expect(
            isinstance(target, np.ndarray) and target.shape == (B,) and shape == (B, 4),
            f"forward should get contexts of shape {(B, 4)} and a target of shape {(B,)}, but it "
            f"got {shape} and {np.shape(target)}.",
        )
        expect(
            _belong_together(contexts, target),
            "Each target should come with its own contexts, but forward got targets with the "
            f"contexts of others: in one batch, target {target[0]} came with {contexts[0]}, "
            f"which belong to target {contexts[0][0] // 10}.",
        )
    for number, epoch in enumerate(_epochs(case, came)):
        times = np.unique(epoch, return_counts=True)[1]
        expect(
            times.max() == 1,
            f"In an epoch each example comes once, but in epoch {number + 1} one came "
            f"{times.max()} times.",
        )
    _, updates = _updates(case)
    expect(
        len(came["target"]) == updates,
        f"{case['max_epoch']} epochs make {updates} batches, but there were {len(came['target'])}.",
    )


def _belong_together(contexts, target):
    return np.array_equal(np.asarray(contexts) // 10, np.repeat(target[:, np.newaxis], 4, axis=1))


def _judge_order(case, came):
    epochs = _epochs(case, came)
    expect(len(epochs) > 1, "There should be several epochs to compare, but there are not.")
    expect(
        not np.array_equal(epochs[0], case["target"][: len(epochs[0])]),
        "Each epoch should go through the examples in a random order, but the first went through "
        "them as they stand in the arrays.",
    )
    for number, epoch in enumerate(epochs[1:]):
        expect(
            not np.array_equal(epoch, epochs[0]),
            f"Each epoch should have a new random order, but epoch {number + 2} had that of the "
            "first.",
        )
    orders = [case["target"], *epochs]
    for number, epoch in enumerate(epochs):
        for earlier in orders[: number + 1]:
            together = _still_neighbours(earlier, epoch)
            expect(
                together < 16,
                f"Each epoch should have a new random order, but in epoch {number + 1}, {together} "
                "times an example came beside one that it stood beside before, in the arrays or "
                "in an earlier epoch.",
            )
    left_out = {tuple(np.setdiff1d(case["target"], epoch).tolist()) for epoch in epochs}
    expect(
        left_out == {()} or len(left_out) > 1,
        "Each epoch should have a random order of all examples, so that other ones are left over "
        "each time, but every epoch left out the same ones.",
    )


def _still_neighbours(order, other):
    """Count how many neighbours in one order are neighbours in the other, either way round.

    Of 24 examples in a random order, each of the 23 pairs of neighbours stays one with
    probability 1/12; the count is nearly Poisson with mean 1.9, and reaches 16 in fewer than one
    of a billion orders. Ten pairs of orders are compared, and six.
    """
    place = {number: i for i, number in enumerate(order.tolist())}
    places = np.array([place[number] for number in other.tolist() if number in place])
    return int(np.sum(np.abs(np.diff(places)) == 1))


def _judge_merged(case, came):
    expect(len(came["which"]), "The optimizer was never asked for an update.")
    for turn, (which, sums) in enumerate(zip(came["which"], came["sums"], strict=True)):
        expect(
            sorted(which.tolist()) == [0, 1],
            "The model lists W_in twice and W_out three times, and the optimizer should get each "
            f"once. In update {turn + 1} it got {(which == 0).sum()} times W_in and "
            f"{(which == 1).sum()} times W_out.",
        )
        # the gradients of the five entries are 1, 10, 100, 1000 and 10000 times the turn
        expected = np.array([11.0, 11100.0])[which] * (turn + 1)
        expect_values(
            sums,
            expected,
            f"The gradients in update {turn + 1} (here each has one number everywhere)",
            why="Each is the sum over all entries of its weight, as `backward()` left them.",
        )


def _judge_stopped(case, came):
    expect(
        came["ended_by"] != "KeyboardInterrupt",
        f"Ctrl-C was pressed in batch {case['stop_at']}. Your function ended with "
        "KeyboardInterrupt instead of returning, so its losses are gone, and the cell or script "
        "that called it ends before it can save the vectors.",
    )
    updates, stop_at = came["calls"].count("u"), int(case["stop_at"])
    # the batch under way may be finished or dropped
    expect(
        updates in (stop_at - 1, stop_at),
        f"Ctrl-C was pressed in batch {stop_at}, and training should end there, but there were "
        f"{updates} updates.",
    )
    _judge_returned(case, came, updates)


def _judge_result(case, came):
    _, updates = _updates(case)
    _judge_returned(case, came, updates)
    expect(came["calls"].count("u"), "The model was never trained.")
    for name in ("contexts", "target"):
        expect_unchanged(came[f"{name}_after"], case[name], name)


def _judge_returned(case, came, updates):
    expect(
        "losses" in came,
        "The function should return two things, the word vectors and the list of losses, but it "
        f"returned {came['returned']}.",
    )
    expect(
        came["own_vecs"],
        "The first thing returned should be model.word_vecs itself, but it is another object.",
    )
    losses = came["losses"]
    if isinstance(losses, list) and all(np.shape(loss) == () for loss in losses):
        losses = np.array(losses, dtype=float)
    expect(
        isinstance(losses, np.ndarray) and losses.ndim == 1,
        f"The second thing returned should be the list of losses, but it is {describe(losses)}.",
    )
    # the loss of a batch that was stopped on its way back was known already
    under_way = came["calls"].endswith("b")
    expect(
        updates <= len(losses) <= updates + under_way,
        f"There should be one loss for each of the {updates} updates, but there are {len(losses)}.",
    )
    expect_values(
        losses,
        came["true_losses"][: len(losses)],
        "The losses",
        kind="f",
        why="They are what model.forward returned, one for each update.",
    )


def _judge_learnt(case, came):
    """Expect nearly each word's nearest neighbour to be of its own group.

    Of 16 words, 13 must have one. In 4,000 right runs all 16 had one. In the worst word of a
    run, the nearest word of its own group led the nearest of the others by a cosine of 0.76 on
    average, with a standard deviation of 0.11 and a minimum of 0.18. So even one miss is a
    matter of 7 deviations, and four in one run are far rarer than one in a million. Untrained
    vectors have 3.2 of 16 by chance.
    """
    expect(came["calls"].count("u"), "The model was never trained.")
    vecs = came["word_vecs"]
    shape = int(case["vocab_size"]), int(case["hidden_size"])
    expect_array(vecs, "model.word_vecs, after the training,", shape=shape)
    unit = vecs / (np.linalg.norm(vecs, axis=1, keepdims=True) + 1e-12)
    similarity = unit @ unit.T
    np.fill_diagonal(similarity, -2)
    right = np.sum(case["group"][similarity.argmax(axis=1)] == case["group"])
    expect(
        right >= 13,
        "In a text of 16 words, four groups of four that stand for one another, the nearest "
        f"neighbour of nearly each word should be of its group. That holds for {right} of 16.",
    )


def _same_kind_of_run(came, other):
    # the order of the examples is random; what was done with them is what two runs share
    if came.error or other.error:
        return alike(came, other)
    return _kind(came.values) == _kind(other.values)


def _kind(came):
    """Return what a run did, without the chance in it."""
    contexts, target = came["contexts"], came["target"]
    given = {(*c, t) for c, t in zip(came["contexts_after"], came["target_after"], strict=True)}
    shapes = [(np.shape(c), np.shape(t)) for c, t in zip(contexts, target, strict=True)]
    fit = all(len(c) == 2 and len(t) == 1 and c[0] == t[0] for c, t in shapes)
    together = fit and given >= {
        (*c, t) for batch in zip(contexts, target, strict=True) for c, t in zip(*batch, strict=True)
    }
    order = np.concatenate([np.ravel(t) for t in target]) if target else np.array([])
    N = len(came["target_after"])
    size = max(1, order.size // max(1, len(target)))
    per_epoch = N // size * size
    epochs = [order[start : start + per_epoch] for start in range(0, order.size, per_epoch)]
    return (
        came["ended_by"],
        came.get("returned"),
        came.get("own_vecs"),
        np.shape(came.get("losses")),
        came["calls"],
        shapes,
        together,
        [np.array_equal(epoch, came["target_after"][: len(epoch)]) for epoch in epochs],
        [np.array_equal(epoch, epochs[0]) for epoch in epochs],
        [len(np.unique(epoch)) for epoch in epochs] if N < 50 else None,
        [which.tolist() for which in came["which"]],
        [sums.tolist() for sums in came["sums"]],
    )


def reference_train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    """Train a model on shuffled batches; Ctrl-C ends the training early.

    Parameters
    ----------
    model : object
        As `CBOW`.
    optimizer : object
        With `update(params, grads)`.
    contexts : ndarray of int, shape (N, C)
    target : ndarray of int, shape (N,)
    max_epoch, batch_size : int

    Returns
    -------
    word_vecs : ndarray of float, shape (V, H)
        Those of the model.
    losses : list of float
        One for each update.
    """
    losses = []
    with contextlib.suppress(KeyboardInterrupt):
        for _ in range(max_epoch):
            order = np.random.permutation(len(target))
            for i in range(len(target) // batch_size):
                batch = order[i * batch_size : (i + 1) * batch_size]
                loss = model.forward(contexts[batch], target[batch])
                model.backward()
                optimizer.update(*remove_duplicate(model.params, model.grads))
                losses.append(float(loss))
    return model.word_vecs, losses


CHECKS = {
    "remove_duplicate": (
        Check(
            "each weight comes back once, in order of first appearance",
            2,
            _shared,
            drive.merge,
            _judge_which,
            "09_training#shared-weights",
        ),
        Check(
            "gradients of shared weights are added up",
            3,
            _shared,
            drive.merge,
            _judge_sums,
            "09_training#shared-weights",
        ),
        Check(
            "different arrays with equal numbers stay apart",
            2,
            _equal_but_different,
            drive.merge,
            _judge_equal_but_different,
            "09_training#same-or-equal",
        ),
        Check(
            "batch after batch: the model's lists stay as they are",
            2,
            _batches,
            drive.merge_each_batch,
            _judge_batches,
            "09_training#lists-of-the-model",
        ),
        Check(
            "weights are left as they were",
            1,
            _shared,
            drive.merge,
            _judge_weights,
            "09_training#shared-weights",
        ),
    ),
    "Adam": (
        Check(
            "the first step: lr for each weight, however large its gradient",
            1,
            _first_step,
            drive.steps,
            _judge_steps,
            "09_training#adam-update",
        ),
        Check(
            "ten steps, one weight and several",
            3,
            _ten_steps,
            drive.steps,
            _judge_steps,
            "09_training#adam-update",
        ),
        Check(
            "lr, beta1 and beta2: defaults, and others",
            1,
            _settings,
            drive.steps,
            _judge_steps,
            "09_training#adam-update",
        ),
        Check(
            "tiny gradients, and gradients of zero",
            3,
            _tiny,
            drive.steps,
            _judge_tiny,
            "09_training#adam-eps",
        ),
        Check(
            "float32 stays float32, and gradients are left as they were",
            1,
            _float32,
            drive.steps,
            _judge_float32,
            "09_training#adam-update",
        ),
        Check(
            "two optimizers do not share their state",
            1,
            _two_weights,
            drive.two_optimizers,
            _judge_two_optimizers,
            "09_training#adam-state",
        ),
    ),
    "train_word_vectors": (
        Check(
            "each batch: forward, backward, update",
            1,
            _runs,
            drive.train,
            _judge_calls,
            "09_training#training-loop",
            alike=_same_kind_of_run,
        ),
        Check(
            "each example once in an epoch, with its own contexts",
            2,
            _runs,
            drive.train,
            _judge_batches_of_run,
            "09_training#shuffled-together",
            alike=_same_kind_of_run,
        ),
        Check(
            "a new random order in each epoch",
            1,
            _long_epochs,
            drive.train,
            _judge_order,
            "09_training#shuffled-together",
            alike=_same_kind_of_run,
            chance=True,
        ),
        Check(
            "shared weights are merged before each update",
            2,
            _runs,
            drive.train,
            _judge_merged,
            "09_training#shared-weights",
            alike=_same_kind_of_run,
        ),
        Check(
            "Ctrl-C ends the training, and what was learnt comes back",
            2,
            _stopped,
            drive.train,
            _judge_stopped,
            "09_training#stopped-by-hand",
            alike=_same_kind_of_run,
        ),
        Check(
            "word_vecs and the losses come back; the examples are left as they were",
            1,
            _runs,
            drive.train,
            _judge_result,
            "09_training#training-loop",
            alike=_same_kind_of_run,
        ),
        Check(
            "words of one group become neighbours",
            1,
            _groups,
            drive.learn,
            _judge_learnt,
            "09_training#training-loop",
            alike=_same_kind_of_run,
            chance=True,
        ),
    ),
}
