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
    # B = H, a batch of one, float32 with more ids than words, one column, a matrix that is not
    # in C order, and rows that a slice could take
    shapes = ((7, 4, 5, "f8"), (6, 3, 3, "f8"), (5, 2, 1, "f8"), (9, 3, 12, "f4"), (5, 1, 4, "f8"))
    cases = [_case(rng, V, H, rng.integers(0, V, B), dtype) for V, H, B, dtype in shapes]
    cases.append(_fortran(cases[0]))
    cases.append(_case(rng, 7, 4, np.arange(2, 6, dtype=np.int32)))
    return cases


def _case(rng, V, H, idx, dtype="f8"):
    W = rng.standard_normal((V, H)).astype(dtype)
    case = {"W": W, "idx": idx, "dout": rng.standard_normal((len(idx), H)).astype(dtype)}
    # single precision has too few digits for differences
    return case if dtype == "f4" else {**case, "eps": 1e-4}


def _fortran(case):
    return {**case, "W": np.asfortranarray(case["W"])}


def _different_ids(rng):
    shapes = ((7, 4, 5), (6, 3, 3), (5, 2, 1), (5, 1, 4))
    cases = [_case(rng, V, H, rng.permutation(V)[:B]) for V, H, B in shapes]
    return [*cases, _fortran(cases[0])]


def _repeated_ids(rng):
    shapes = ((7, 4, 6, "f8"), (6, 3, 3, "f8"), (5, 2, 2, "f8"), (3, 2, 9, "f8"), (9, 3, 12, "f4"))
    cases = []
    for V, H, B, dtype in shapes:
        # the first id comes again at the end, with another gradient
        idx = rng.integers(0, V, B)
        idx[-1] = idx[0]
        cases.append(_case(rng, V, H, idx, dtype))
    return [*cases, _fortran(cases[0])]


def _two_batches(rng):
    # a second batch that is smaller, and one of the same size
    cases = []
    for first_B, B in ((4, 2), (3, 3)):
        ids = rng.permutation(7)
        idx = ids[first_B : first_B + B]
        cases.append(
            {
                "W": rng.standard_normal((7, 3)),
                "step": rng.standard_normal((7, 3)),
                "first_idx": ids[:first_B],
                "first_dout": rng.standard_normal((first_B, 3)),
                "idx": idx,
                "dout": rng.standard_normal((B, 3)),
                "other_W": rng.standard_normal((7, 3)),
                # each id is another one than that beside it in idx
                "other_idx": (idx + 1) % 7,
                "other_dout": rng.standard_normal((B, 3)),
            }
        )
    return cases


def _judge_forward(case, came):
    _expect_rows(came["out"], case["W"], case["idx"], f"forward({case['idx'].tolist()})")


def _expect_rows(came, W, idx, what):
    # a row that is taken is not rounded
    why = "Row i is the row of W that idx[i] names."
    expect_values(came, W[idx], what, tolerance=0, like=W, why=why)


def _judge_copy(case, came):
    _judge_forward(case, came)
    expect(
        not came["shares_memory"],
        "forward returned a view of W: whoever changes the result changes the weights. "
        "It should be a copy.",
    )


def _dW(grads):
    expect(
        isinstance(grads, list) and len(grads) == 1,
        "grads should be a list with one array, dW.",
    )
    return grads[0]


def _expect_dW(grads, W, idx, dout, what, why):
    embedding = Embedding(W)
    embedding.forward(idx)
    embedding.backward(dout)
    expect_values(_dW(grads), embedding.grads[0], what, like=W, why=why)


def _judge_backward(case, came):
    _expect_dW(
        came["grads"],
        case["W"],
        case["idx"],
        case["dout"],
        f"dW after backward, for the ids {case['idx'].tolist()},",
        "Each row of dout belongs to the row of dW that its id names.",
    )


def _judge_gradient(case, came):
    if "eps" in case:
        what = f"dW for idx {case['idx'].tolist()}"
        expect_gradient(_dW(came["grads"]), came["plus"], came["minus"], case["eps"], what)
    _judge_backward(case, came)


def _judge_twice(case, came):
    W = case["W"] - case["step"]
    _expect_dW(
        came["grads"],
        W,
        case["idx"],
        case["dout"],
        "dW after a second batch",
        "Only the second batch of this layer may be in it.",
    )
    expect(
        came["held_is_kept"],
        "grads[0] is another array after backward than it was before. Fill the array that is "
        "there, grads[0][...] = …: the optimizer holds on to it.",
    )
    what = f"After W was changed in place, forward({case['idx'].tolist()})"
    _expect_rows(came["out"], W, case["idx"], what)
    what = "What forward returned for the first batch, seen after the second,"
    _expect_rows(came["first_out"], case["W"], case["first_idx"], what)
    _expect_dW(
        came["other_grads"],
        case["other_W"],
        case["other_idx"],
        case["other_dout"],
        "dW of a second layer, used beside the first,",
        "Each layer has its own ids and its own gradient.",
    )


def _judge_inputs(case, came):
    expect(
        came["kept"],
        "params should be [W], with W itself and no copy: training changes it in place.",
    )
    zeros = np.zeros_like(case["W"])
    what = "The array in grads, in a new layer,"
    expect_values(_dW(came["first_grads"]), zeros, what, like=case["W"])
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
            "a second batch, and a second layer beside it: nothing is mixed up",
            1,
            _two_batches,
            drive.twice,
            _judge_twice,
            "04_embedding#stale-gradients",
        ),
        Check(
            "params and grads as asked; W, idx and dout are left as they were",
            1,
            _random,
            drive.inputs_after,
            _judge_inputs,
            "04_embedding#rows-by-id",
        ),
    ),
}
