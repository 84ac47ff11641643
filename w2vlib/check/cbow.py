"""Judge a `CBOW`: the mean of the context vectors, and its way back.

The vocabulary of all cases with a loss has six words, and there are five negatives: by the
sampler's policy they are all words but the target, so nothing is left to chance. Which words
are drawn where there are more of them, the gradient of the output weights shows.
"""

import numpy as np
from scipy import stats

from w2vlib.check.alike import alike, same_value
from w2vlib.check.core import Check
from w2vlib.check.draws import expect_fresh_draws, same_law
from w2vlib.check.expect import Wrong, expect, expect_array, expect_unchanged, expect_values
from w2vlib.drive import cbow as drive

# you say goodbye . I say hello .
_CORPUS = np.array([0, 1, 2, 5, 3, 1, 4, 5])
_V = 6


def _case(rng, *, H, window_size, contexts, target, **more):
    # no score is above 1.5: 1e-7 inside a logarithm, as many books have it, then moves a
    # gradient by less than the tolerance
    W_in = _exact(rng.uniform(-1, 1, (_V, H)))
    W_out = _exact(rng.uniform(-1, 1, (_V, H)) * 1.5 / H)
    return {
        "vocab_size": _V,
        "hidden_size": H,
        "window_size": window_size,
        "corpus": _CORPUS,
        "W_in": W_in,
        "W_out": W_out,
        "contexts": contexts,
        "target": target,
        **more,
    }


def _exact(W):
    # numbers that float32 holds exactly, so that both precisions are given the same weights
    return W.astype(np.float32).astype(np.float64)


def _random_case(rng, H, window_size, B, **more):
    return _case(
        rng,
        H=H,
        window_size=window_size,
        contexts=rng.integers(0, _V, (B, 2 * window_size)),
        target=rng.integers(0, _V, B),
        **more,
    )


def _model_only(rng):
    return [
        {"vocab_size": _V, "hidden_size": H, "window_size": window_size, "corpus": _CORPUS}
        for H, window_size in ((3, 1), (4, 2))
    ]


def _large_model(rng):
    corpus = np.concatenate([rng.permutation(50), rng.integers(0, 50, 100)])
    return [{"vocab_size": 50, "hidden_size": 40, "window_size": 2, "corpus": corpus}]


def _small(rng):
    # the window «you _ goodbye»: the mean of rows 0 and 2 of W_in is [1, 2]
    case = _case(
        rng, H=2, window_size=1, contexts=np.array([[0, 2]]), target=np.array([1]), which=0
    )
    case["W_in"] = np.array([[2, 1], [5, 5], [0, 3], [7, 7], [8, 8], [9, 9.0]])
    case["W_out"] = np.array([[0.5, -1], [1, 0.5], [-1, 0], [0, -0.5], [1, -1], [-0.5, 0.25]])
    return [case]


def _random(rng):
    # a batch of one; B = C = H; a window of three; a batch that is larger than the vocabulary
    sizes = ((3, 1, 1), (4, 2, 4), (2, 3, 5), (5, 1, 9))
    return [_random_case(rng, H, window_size, B) for H, window_size, B in sizes]


def _contexts_differ(rng, which=0):
    ids = rng.permutation(_V)
    return [
        _case(
            rng,
            H=2,
            window_size=1,
            contexts=ids.reshape(3, 2),
            target=rng.integers(0, _V, 3),
            which=which,
        )
    ]


def _contexts_repeat(rng):
    # one word twice in a window, and again in the next
    a, b, c = rng.permutation(_V)[:3]
    contexts = np.array([[a, a, b, c], [b, a, c, a], [a, b, b, b]])
    target = rng.integers(0, _V, 3)
    return [_case(rng, H=2, window_size=2, contexts=contexts, target=target, which=0)]


def _targets(rng):
    return _contexts_differ(rng, which=1)


def _two_batches(rng):
    case = _random_case(rng, H=3, window_size=1, B=2)
    case["contexts"] = np.array([[4, 5], [5, 4]])
    case["first_contexts"] = np.array([[0, 1], [2, 3], [1, 2]])
    case["first_target"] = rng.integers(0, _V, 3)
    return [case]


def _dout(rng):
    return [_random_case(rng, H=3, window_size=1, B=3, dout=2.5)]


def _more_words(rng):
    # seven examples, each with one word for all contexts, and an axis of its own
    words = rng.permutation(8)
    counts = np.zeros(8, dtype=int)
    counts[words] = [10, 10, 300, 300, 300, 300, 300, 60]
    W_in = np.zeros((8, 8))
    W_in[words[:7], np.arange(7)] = 1
    return [
        {
            "vocab_size": 8,
            "hidden_size": 8,
            "window_size": 2,
            "corpus": rng.permutation(np.repeat(np.arange(8), counts)),
            "W_in": W_in,
            "W_out": np.zeros((8, 8)),
            "contexts": np.repeat(words[:7, np.newaxis], 4, axis=1),
            "target": np.full(7, words[7]),
            "times": 180,
        }
    ]


def _expect_weights(case, came):
    """Say what `params` should be where it was not possible to give it weights."""
    if "params" in came:
        shape = (case["vocab_size"], case["hidden_size"])
        different = ", ".join(came["params"]) or "nothing"
        raise Wrong(
            f"params should hold two different arrays of shape {shape}, W_in and W_out (each "
            f"may be listed several times), but the different things in it are: {different}."
        )


def _judge_parts(case, came):
    shape = str((case["vocab_size"], case["hidden_size"]))
    if came["params"] != [shape] * 2:
        _expect_weights(case, came)
    expect(
        came["grads"] == [shape] * int(came["entries"]),
        f"grads should hold one array of shape {shape} for each entry of params. There are "
        f"{came['entries']} entries in params, and in grads: {', '.join(came['grads']) or 'none'}.",
    )
    expect(came["float"], "params and grads should hold float numbers.")


def _judge_word_vecs(case, came):
    shape = str((case["vocab_size"], case["hidden_size"]))
    expect(
        came["shape"] == shape,
        f"word_vecs should be the array W_in, with shape {shape}, but it is {came['shape']}.",
    )
    expect(
        came["follows"],
        "word_vecs should be W_in itself. Every number in params was set to 3, as training "
        "changes weights in place, and word_vecs stayed as it was.",
    )


def _judge_first_weights(case, came):
    """Expect both weights to look like 0.01 · standard normal numbers.

    Of N = 2000 such numbers, the mean over the root mean square is off zero by 1 / √N, as
    nearly normal as N is large; 6 times that is allowed (2e-9, two-sided). The sum of squares
    over 0.01² is chi-squared with N degrees of freedom; it must lie between the quantiles 5e-10
    and 1 - 5e-10. How many lie within one standard deviation is binomial, and has the same bounds.
    So for two weights a right answer fails in fewer than one of 100 million runs.
    """
    expect(
        len(came["weights"]) == 2,
        f"params should hold two different arrays, but holds {len(came['weights'])}.",
    )
    for name, W in zip(("W_in", "W_out"), came["weights"], strict=True):
        expect_array(W, name, shape=(case["vocab_size"], case["hidden_size"]))
        spread, centred, right_spread = _place(W)
        expect(
            centred,
            f"The numbers of {name} should be centred on zero, but their mean is {W.mean():.4f}, "
            f"and {np.mean(W > 0):.0%} of them are above zero.",
        )
        expect(
            right_spread,
            f"The numbers of {name} should be 0.01 times standard normal ones. Their standard "
            f"deviation should then be about 0.01, but it is {spread:.4f}.",
        )
        near = int(np.sum(np.abs(W) < 0.01))
        expect(
            _normal_share(near, W.size),
            f"The numbers of {name} should be 0.01 times standard normal ones. Of these 68% lie "
            f"between -0.01 and 0.01, but of yours {near / W.size:.0%} do.",
        )
    expect(
        not np.array_equal(*came["weights"]),
        "W_in and W_out hold the very same numbers. They should be drawn anew for each of the two "
        "arrays. (Do you set a seed, or copy one to make the other?)",
    )


def _normal_share(near, size):
    share = stats.norm.cdf(1) - stats.norm.cdf(-1)
    low, high = stats.binom.ppf([5e-10, 1 - 5e-10], size, share)
    return low <= near <= high


def _place(W):
    W = W.astype(np.float64)
    spread = np.sqrt(np.mean(W**2))
    centred = abs(W.mean()) <= 6 * spread / np.sqrt(W.size)
    low, high = 0.01 * np.sqrt(stats.chi2.ppf([5e-10, 1 - 5e-10], W.size) / W.size)
    return spread, centred, low <= spread <= high


def _same_first_weights(came, other):
    # random numbers are never equal; where they lie is what they have in common
    if came.error or other.error:
        return alike(came, other)

    def kinds(outcome):
        weights = [W for W in outcome.values["weights"] if isinstance(W, np.ndarray)]
        equal = len(weights) == 2 and np.array_equal(*weights)
        return equal, [
            (W.shape, W.min() >= 0, *_place(W)[1:], _normal_share(np.sum(abs(W) < 0.01), W.size))
            for W in weights
        ]

    return kinds(came) == kinds(other)


def _judge_forward(case, came):
    _expect_weights(case, came)
    expect_values(
        came["loss"],
        _loss(case),
        f"The loss for contexts {case['contexts'].tolist()} and target {case['target'].tolist()}",
        kind="f",
        # for those who add 1e-7 inside a logarithm, and for float32
        tolerance=1e-5,
        why="It is that of the mean context vectors, with one yes and five noes per target, "
        "averaged over the batch.",
    )


def _loss(case):
    return _answer(case)[0]


def _answer(case):
    """Return the loss and its two gradients, where the negatives are all words but the target."""
    contexts, B = case["contexts"], len(case["target"])
    h = case["W_in"][contexts].mean(axis=1)
    score = h @ case["W_out"].T
    label = np.arange(_V) == case["target"][:, np.newaxis]
    loss = np.sum(np.logaddexp(0, score) - label * score) / B
    dscore = (1 / (1 + np.exp(-score)) - label) / B
    dW_in = np.zeros_like(case["W_in"])
    dh = dscore @ case["W_out"] / contexts.shape[1]
    np.add.at(dW_in, contexts, dh[:, np.newaxis])
    return loss, dW_in, dscore.T @ h


def _judge_asked(case, came):
    """Compare the negatives, read off from the signs in `dW_out`, with the policy's law.

    All scores are 0, and each of the 7 examples has an axis to itself. In 180 batches there
    are 1,260 rows. At power 0.5 or 1, the two rare words would come so much more often or more
    seldom than at 0.75 that 850 rows are enough to see it; see `expect_fresh_draws` for the test,
    which fails a right answer in at most one of 100 million runs.
    """
    _expect_weights(case, came)
    for dW_out in came["dW_out"]:
        expect_array(dW_out, "dW_out", shape=(case["vocab_size"], case["hidden_size"]))
    pushed = np.concatenate([_signs(dW_out) for dW_out in came["dW_out"]]) > 0
    count = pushed.sum(axis=1)
    expect(
        (count == 5).all(),
        "With a vocabulary of 8 words, each example should have 5 different negatives, but one "
        f"has {count[np.argmax(count != 5)]} (counted are the words whose score it pushes down).",
    )
    p = np.bincount(case["corpus"]) ** 0.75
    p[case["target"][0]] = 0
    given = "With a vocabulary of 8 words and power 0.75"
    expect_fresh_draws(np.nonzero(pushed)[1].reshape(case["times"], -1, 5), p / p.sum(), given)


def _signs(dW_out):
    """Return for each example and word: -1 for «yes», 1 for «no», 0 if it was not asked."""
    # the last axis belongs to no example: what h has on all axes is not of this check
    own = dW_out[:, :-1] - dW_out[:, -1:]
    own = np.where(np.abs(own) > 1e-3 * np.abs(own).max(), own, 0)
    return np.sign(own).T


def _same_words_asked(came, other):
    # which words were drawn is chance; how often each was asked about is not
    a, b = came.values.get("dW_out"), other.values.get("dW_out")
    if came.error or other.error or a is None or b is None:
        return alike(came, other)
    if not all(isinstance(dW_out, np.ndarray) for dW_out in (*a, *b)):
        return same_value(a[0], b[0])
    return same_law(*(np.concatenate([_signs(dW) for dW in some]) for some in (a, b)))


def _judge_gradient(case, came):
    """Expect the gradient that central differences of the student's own forward give.

    In float64 their error stays below 1e-6, as in `expect_gradient`. In float32 the loss is
    exact to about 1e-6, which a step of 0.01 turns into 1e-4. Where the loss is right, the
    gradient is held to the formula instead, which is more exact: differences would also see
    the 1e-7 that many write inside the logarithm.
    """
    _expect_weights(case, came)
    name = ("dW_in", "dW_out")[case["which"]]
    expect_array(came["loss"], "The loss", shape=())
    numerical = _numerical(came)
    expect(
        np.abs(numerical).max() > 1e-3,
        f"The loss does not change when the numbers of {name[1:]} do: forward does not use them.",
    )
    loss, *gradients = _answer(case)
    if abs(came["loss"] - loss) < 1e-5:
        expect_values(
            came["grad"],
            gradients[case["which"]],
            f"{name}, summed over all entries of params that are {name[1:]},",
            kind="f",
            tolerance=1e-5 if came["single"] else 1e-6,
            why="That is the gradient of the loss of these weights.",
        )
        return
    expect_values(
        came["grad"],
        np.round(numerical, 4) if came["single"] else numerical,
        f"{name}, summed over all entries of params that are {name[1:]},",
        kind="f",
        tolerance=1e-3 if came["single"] else 1e-6,
        why="That is how much the loss really changes when each number is moved a little "
        "(central differences of your own forward).",
    )


def _numerical(came):
    return (came["plus"] - came["minus"]) / (2 * came["eps"])


def _same_gradient(came, other):
    # models in float32 and in float64 are nudged by different steps
    a, b = came.values, other.values
    if came.error or other.error or not ("grad" in a and "grad" in b):
        return alike(came, other)
    if not (isinstance(a["grad"], np.ndarray) and isinstance(b["grad"], np.ndarray)):
        return same_value(a["grad"], b["grad"])
    return a["grad"].shape == b["grad"].shape and all(
        np.allclose(x, y, rtol=1e-3, atol=1e-3)
        for x, y in ((a["grad"], b["grad"]), (_numerical(a), _numerical(b)))
    )


def _judge_twice(case, came):
    _expect_weights(case, came)
    for name, both, second in zip(("dW_in", "dW_out"), came["both"], came["second"], strict=True):
        _expect_some(second, name, case)
        expect_values(
            both,
            second,
            f"{name} after a second batch",
            kind="f",
            tolerance=1e-5 if came["single"] else 1e-9,
            why="That is what a new model gives for the second batch alone, where no other model "
            "is at work.",
        )
    for name, weight in zip(("W_in", "W_out"), came["weights_both"], strict=True):
        right = case[name].astype(weight.dtype)
        expect_unchanged(weight, right, f"{name} (which only the optimizer changes)")
    for name in ("contexts", "target", "corpus"):
        expect_unchanged(came[name], case[name], name)


def _judge_scaled(case, came):
    _expect_weights(case, came)
    for name, plain, scaled in zip(("dW_in", "dW_out"), came["plain"], came["scaled"], strict=True):
        _expect_some(plain, name, case)
        expect_values(
            scaled,
            plain * case["dout"],
            f"{name} after backward({case['dout']})",
            kind="f",
            tolerance=1e-5 if came["single"] else 1e-9,
            why=f"That is {case['dout']} times what your backward() gives.",
        )


def _expect_some(grad, name, case):
    expect_array(grad, name, shape=(case["vocab_size"], case["hidden_size"]))
    expect(np.any(grad), f"{name} is zero everywhere after backward: nothing would be learnt.")


CHECKS = {
    "CBOW": (
        Check(
            "params holds W_in and W_out, grads an array for each entry",
            1,
            _model_only,
            drive.parts,
            _judge_parts,
            "08_cbow#cbow-all-weights",
        ),
        Check(
            "word_vecs is the input weights themselves",
            1,
            _model_only,
            drive.word_vecs,
            _judge_word_vecs,
            "08_cbow#cbow-word-vecs",
        ),
        Check(
            "first weights: small, and centred on zero",
            1,
            _large_model,
            drive.first_weights,
            _judge_first_weights,
            "08_cbow#cbow-first-weights",
            alike=_same_first_weights,
            chance=True,
        ),
        Check(
            "forward: the loss of one small window, and of random batches and windows",
            1,
            lambda rng: [*_small(rng), *_random(rng)],
            drive.forward,
            _judge_forward,
            "08_cbow#cbow-mean",
        ),
        Check(
            "negatives: five other words, drawn with power 0.75",
            1,
            _more_words,
            drive.asked,
            _judge_asked,
            "07_negative_sampling_loss#nsl-sampler",
            alike=_same_words_asked,
            chance=True,
        ),
        Check(
            "gradient of W_out",
            1,
            _targets,
            drive.gradient,
            _judge_gradient,
            "08_cbow#cbow-backward",
            alike=_same_gradient,
        ),
        Check(
            "gradient of W_in where all context words differ",
            1,
            _contexts_differ,
            drive.gradient,
            _judge_gradient,
            "08_cbow#cbow-backward",
            alike=_same_gradient,
        ),
        Check(
            "gradient of W_in where context words repeat",
            1,
            _contexts_repeat,
            drive.gradient,
            _judge_gradient,
            "08_cbow#cbow-repeated-context",
            alike=_same_gradient,
        ),
        Check(
            "batch after batch: nothing stays, no other model interferes, inputs are left alone",
            1,
            _two_batches,
            drive.twice,
            _judge_twice,
            "08_cbow#cbow-backward",
        ),
        Check(
            "backward(dout) multiplies every gradient by dout",
            1,
            _dout,
            drive.scaled,
            _judge_scaled,
            "08_cbow#cbow-backward",
        ),
    ),
}
