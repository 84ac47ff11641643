"""Judge an `Embedding`: forward takes rows, backward adds gradients up."""

import numpy as np

from w2vlib.check.core import Check
from w2vlib.check.expect import (
    expect,
    expect_gradient,
    expect_unchanged,
    expect_values,
)
from w2vlib.drive import embedding as drive
from w2vlib.embedding import Embedding

# like the chapter's small example, but backwards: a `W` left in the notebook must not fit it
_W = np.arange(20.0, -1.0, -1.0).reshape(7, 3)
_IDX = np.array([1, 0, 3, 0])
_DOUT = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0], [4.0, 5.0, 6.0], [0.5, 0.25, 0.125]])


def _small(rng):
    return [{"W": _W.copy(), "idx": _IDX, "dout": _DOUT}]


def _random(rng):
    # a batch of one, B = H, repeated ids, float32, and a matrix that is not in C order
    cases = []
    for V, H, B, dtype in ((7, 4, 5, "f8"), (6, 3, 3, "f8"), (5, 2, 1, "f8"), (9, 3, 12, "f4")):
        W = rng.standard_normal((V, H)).astype(dtype)
        idx = rng.integers(0, V, B)
        cases.append({"W": W, "idx": idx, "dout": rng.standard_normal((B, H)).astype(dtype)})
    cases.append({**cases[0], "W": np.asfortranarray(cases[0]["W"])})
    return cases


def _different_ids(rng):
    return [
        {**case, "idx": rng.permutation(len(case["W"]))[: len(case["idx"])], "eps": 1e-4}
        for case in _random(rng)[:3]
    ]


def _repeated_ids(rng):
    cases = _random(rng)[:3]
    for case in cases:
        # the first id comes again at the end, with another gradient
        case["idx"] = np.append(case["idx"], case["idx"][0])
        case["dout"] = np.vstack([case["dout"], rng.standard_normal((1, case["W"].shape[1]))])
        case["eps"] = 1e-4
    return cases


def _two_batches(rng):
    W = rng.standard_normal((7, 3))
    return [
        {
            "W": W,
            "first_idx": np.array([0, 1, 2, 3]),
            "first_dout": rng.standard_normal((4, 3)),
            "idx": np.array([4, 5]),
            "dout": rng.standard_normal((2, 3)),
        }
    ]


def _judge_forward(case, came):
    what = f"forward({case['idx'].tolist()})"
    expect_values(
        came["out"], case["W"][case["idx"]], what, why="Row i is the row of W that idx[i] names."
    )


def _judge_copy(case, came):
    _judge_forward(case, came)
    expect(
        not came["shares_memory"],
        "forward returned a view of W: whoever changes the result changes the weights. "
        "It should be a copy.",
    )


def _dW(came):
    grads = came["grads"]
    expect(
        isinstance(grads, list) and len(grads) == 1,
        "grads should be a list with one array, dW.",
    )
    return grads[0]


def _expected_dW(case):
    embedding = Embedding(case["W"])
    embedding.forward(case["idx"])
    embedding.backward(case["dout"])
    return embedding.grads[0]


def _judge_backward(case, came):
    expect_values(
        _dW(came),
        _expected_dW(case),
        f"dW after backward, for the ids {case['idx'].tolist()},",
        why="Each row of dout belongs to the row of dW that its id names.",
    )


def _judge_gradient(case, came):
    expect_gradient(
        _dW(came), came["plus"], came["minus"], case["eps"], f"dW for idx {case['idx'].tolist()}"
    )
    _judge_backward(case, came)


def _judge_twice(case, came):
    expect_values(
        _dW(came),
        _expected_dW(case),
        "dW after a second batch",
        why="Only the second batch may be in it.",
    )


def _judge_inputs(case, came):
    expect(came["kept"], "params[0] should be W itself, not a copy: training changes it in place.")
    for name in ("W", "idx", "dout"):
        expect_unchanged(came[name], case[name], name)


CHECKS = {
    "Embedding": (
        Check(
            "forward takes the rows that idx names",
            1,
            _small,
            drive.forward,
            _judge_forward,
            "04_embedding#rows-by-id",
        ),
        Check(
            "forward: shape, dtype and values on random inputs; a copy, not a view",
            2,
            _random,
            drive.forward,
            _judge_copy,
            "04_embedding#rows-by-id",
        ),
        Check(
            "backward on a small example",
            1,
            _small,
            drive.backward,
            _judge_backward,
            "04_embedding#embedding-backward",
        ),
        Check(
            "gradient where all ids differ",
            2,
            _different_ids,
            drive.gradient,
            _judge_gradient,
            "04_embedding#embedding-backward",
        ),
        Check(
            "gradient where ids repeat",
            2,
            _repeated_ids,
            drive.gradient,
            _judge_gradient,
            "04_embedding#repeated-ids",
        ),
        Check(
            "a second batch does not keep the first one's gradient",
            1,
            _two_batches,
            drive.twice,
            _judge_twice,
            "04_embedding#stale-gradients",
        ),
        Check(
            "W, idx and dout are left as they were",
            1,
            _random,
            drive.inputs_after,
            _judge_inputs,
            "04_embedding#rows-by-id",
        ),
    ),
}
