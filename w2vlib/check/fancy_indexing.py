"""Judge `take_rows`, `count_ids` and `add_rows`: rows and counts by id."""

import numpy as np

from w2vlib.check.alike import alike
from w2vlib.check.core import Check
from w2vlib.check.expect import (
    expect,
    expect_array,
    expect_unchanged,
    expect_values,
    show,
)
from w2vlib.drive import Outcome
from w2vlib.drive import fancy_indexing as drive

# the small examples that the chapter works with
_W = np.arange(21.0).reshape(7, 3)
_IDX = np.array([1, 0, 3, 0])
_CORPUS = np.array([0, 1, 2, 3, 4, 1, 2, 3])
_ROWS = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0], [4.0, 5.0, 6.0], [0.5, 0.25, 0.125]])


def reference_take_rows(W, idx):
    """Return a copy of the rows of `W` that `idx` names.

    Parameters
    ----------
    W : ndarray, shape (V, H)
    idx : int, or ndarray of int, any shape
        One id or many; ids may repeat.

    Returns
    -------
    rows : ndarray, shape ``idx.shape + (H,)``
        Never a view of `W`.

    Examples
    --------
    >>> W = np.arange(21).reshape(7, 3)
    >>> reference_take_rows(W, 2)
    array([6, 7, 8])
    >>> reference_take_rows(W, np.array([[1, 0], [3, 0]])).shape
    (2, 2, 3)
    """
    return W[idx].copy()


def reference_count_ids(ids, vocab_size):
    """Return how often each id from 0 to ``vocab_size - 1`` occurs.

    Parameters
    ----------
    ids : ndarray of int, shape (N,)
    vocab_size : int
        Number of words, V; every id is below it.

    Returns
    -------
    counts : ndarray of int, shape (V,)

    Examples
    --------
    >>> reference_count_ids(np.array([0, 1, 2, 3, 4, 1, 2, 3]), 6)
    array([1, 2, 2, 2, 1, 0])
    """
    return np.bincount(ids, minlength=vocab_size)


def reference_add_rows(W, idx, rows):
    """Add each row of `rows` to the row of `W` that its id names, in place.

    Parameters
    ----------
    W : ndarray of float, shape (V, H)
        Changed in place.
    idx : ndarray of int, shape (B,)
        Ids may repeat; then all their rows are added.
    rows : ndarray of float, shape (B, H)

    Examples
    --------
    >>> W = np.zeros((3, 2))
    >>> reference_add_rows(W, np.array([2, 0, 2]), np.array([[1, 2], [3, 4], [10, 20]]))
    >>> W
    array([[ 3.,  4.],
           [ 0.,  0.],
           [11., 22.]])
    """
    np.add.at(W, idx, rows)


def _small_take(rng):
    return [{"W": _W.copy(), "idx": _IDX}]


def _take_many(rng):
    # a batch of one, V = H = B, repeated ids, float32, and a matrix that is not in C order
    cases = []
    for V, H, B, dtype in ((7, 4, 5, "f8"), (6, 6, 6, "f8"), (5, 2, 1, "f8"), (9, 3, 12, "f4")):
        W = rng.standard_normal((V, H)).astype(dtype)
        cases.append({"W": W, "idx": rng.integers(0, V, B)})
    cases.append({**cases[0], "W": np.asfortranarray(cases[0]["W"])})
    return cases


def _take_contexts(rng):
    return [
        {"W": rng.standard_normal((V, H)), "idx": rng.integers(0, V, (B, C))}
        for V, H, B, C in ((7, 3, 4, 2), (6, 4, 1, 4), (5, 5, 5, 5))
    ]


def _take_one(rng):
    return [
        {"W": rng.standard_normal((V, H)), "idx": int(rng.integers(0, V))}
        for V, H in ((7, 3), (4, 4))
    ]


def _take_all_kinds(rng):
    # a batch of one, and ids side by side, could be had by a slice, which is a view
    many = _take_many(rng)
    W = many[0]["W"]
    ids = (rng.integers(0, len(W), 1), np.arange(2, 6), np.arange(len(W)))
    slices = [{"W": W, "idx": idx} for idx in ids]
    return [*many[:1], *slices, _take_contexts(rng)[0], _take_one(rng)[0]]


def _small_count(rng):
    # and one where an id stands beside itself
    return [{"ids": _CORPUS, "vocab_size": 5}, {"ids": np.array([1, 0, 1, 1]), "vocab_size": 2}]


def _whole_numbers(rng):
    # one count is too large for a single byte
    many = rng.permutation(np.repeat([0, 1, 2], [1, 300, 2]))
    return [*_small_count(rng), {"ids": many, "vocab_size": 3}]


def _every_id(rng):
    # every id occurs, and at least one of them more than once
    return [
        {
            "ids": rng.permutation(np.append(np.arange(V), rng.integers(0, V, more))),
            "vocab_size": V,
        }
        for V, more in ((6, 9), (11, 40), (1, 3))
    ]


def _missing_ids(rng):
    # the last id does not occur, nor does one in the middle
    cases = []
    for V, more in ((6, 9), (9, 30)):
        present = np.delete(np.arange(V - 1), rng.integers(1, V - 2))
        ids = rng.permutation(np.append(present, rng.choice(present, more)))
        cases.append({"ids": ids, "vocab_size": V})
    return cases


def _small_add(rng):
    return [{"W": _W.copy(), "idx": np.array([1, 3, 0]), "rows": _ROWS[:3]}]


def _different_ids(rng):
    # float32, B = H, and a matrix that is not in C order; never a batch of one alone
    cases = []
    for V, H, B, dtype in ((7, 4, 5, "f8"), (6, 3, 3, "f8"), (9, 3, 8, "f4")):
        W = rng.standard_normal((V, H)).astype(dtype)
        rows = rng.standard_normal((B, H)).astype(dtype)
        cases.append({"W": W, "idx": rng.permutation(V)[:B], "rows": rows})
    cases.append({**cases[0], "W": np.asfortranarray(cases[0]["W"])})
    return cases


def _repeated_ids(rng):
    cases = [{"W": _W.copy(), "idx": _IDX, "rows": _ROWS}]
    for case in _different_ids(rng):
        # all ids come again, in another order and with other rows; one comes four times, and
        # twice side by side
        idx, W = case["idx"], case["W"]
        case["idx"] = np.concatenate([idx, rng.permutation(idx), idx[:1], idx[:1]])
        case["rows"] = rng.standard_normal((len(case["idx"]), W.shape[1])).astype(W.dtype)
        cases.append(case)
    return cases


def _add_beside(rng):
    # where ids repeat, W is judged elsewhere
    repeated = [{**case, "only_inputs": 1} for case in _repeated_ids(rng)]
    return [*_different_ids(rng), *repeated]


def _two_additions(rng):
    return [
        {
            "W": rng.standard_normal((7, 3)),
            "first_idx": np.array([0, 1, 2, 3]),
            "first_rows": rng.standard_normal((4, 3)),
            "idx": np.array([2, 5, 0]),
            "rows": rng.standard_normal((3, 3)),
        }
    ]


def _call(case):
    idx = case["idx"]
    return f"take_rows(W, {idx.tolist() if isinstance(idx, np.ndarray) else idx})"


def _judge_take(case, came):
    _expect_rows(case, came["out"], _call(case))


def _expect_rows(case, rows, what):
    # to take a row rounds nothing
    W = case["W"]
    why = "Each id is replaced by its row of W."
    expect_values(rows, W[case["idx"]], what, tolerance=0, like=W, why=why)


def _judge_copy(case, came):
    _judge_take(case, came)
    expect(
        not came["shares_memory"],
        f"{_call(case)} gave a view of W: whoever changes the result changes W. "
        "It should be a copy.",
    )
    expect_unchanged(came["W"], case["W"], "W")
    expect_unchanged(came["idx"], np.asarray(case["idx"]), "idx")
    _expect_rows(case, came["later"], f"What {_call(case)} returned, seen after another call,")


def _judge_count(case, came):
    # whole numbers are asked for too, but in a check of their own
    _expect_counts(case, came["counts"], _call_count(case))


def _call_count(case):
    ids = case["ids"]
    shown = ids.tolist() if len(ids) <= 60 else f"{len(ids)} ids"
    return f"count_ids({shown}, {case['vocab_size']})"


def _expect_counts(case, counts, what):
    expected = reference_count_ids(case["ids"], case["vocab_size"])
    why = "Entry i says how often the id i occurs."
    expect_values(counts, expected, what, kind="iuf", why=why)


def _judge_whole_numbers(case, came):
    _judge_count(case, came)
    expect_array(came["counts"], "count_ids(...)", shape=(case["vocab_size"],), kind="iu")
    expect_unchanged(came["ids"], case["ids"], "ids")
    what = f"What {_call_count(case)} returned, seen after another call,"
    _expect_counts(case, came["later"], what)


def _alike_in_numbers(outcome, other):
    """Compare counts by their values: `np.zeros` makes floats of any mistake's counts."""
    return alike(_as_floats(outcome), _as_floats(other))


def _as_floats(outcome):
    counts = outcome.values.get("counts")
    if not isinstance(counts, np.ndarray) or counts.dtype.kind not in "iu":
        return outcome
    return Outcome({**outcome.values, "counts": counts.astype(float)}, outcome.error)


def _expected_sum(W, *additions):
    # in float64, row by row: the order of a sum must not matter
    expected = W.astype(np.float64)
    for idx, rows in additions:
        for word_id, row in zip(idx, rows, strict=True):
            expected[word_id] += row
    return expected


def _judge_add(case, came):
    expect_values(
        came["W"],
        _expected_sum(case["W"], (case["idx"], case["rows"])),
        f"W after add_rows(W, {case['idx'].tolist()}, rows)",
        like=case["W"],
        why="Each row of rows is added to the row of W that its id names. Here rows is\n"
        f"{show(case['rows'])}\n",
    )


def _judge_add_twice(case, came):
    first = (case["first_idx"], case["first_rows"])
    expect_values(
        came["W"],
        _expected_sum(case["W"], first, (case["idx"], case["rows"])),
        f"W after add_rows(W, {case['first_idx'].tolist()}, ...) "
        f"and then add_rows(W, {case['idx'].tolist()}, ...)",
        like=case["W"],
        why="What was in W before stays in the sum.",
    )


def _judge_add_inputs(case, came):
    if "only_inputs" not in case:
        _judge_add(case, came)
    for name in ("idx", "rows"):
        expect_unchanged(came[name], case[name], name)


CHECKS = {
    "take_rows": (
        Check(
            "the chapter's small example",
            2,
            _small_take,
            drive.take,
            _judge_take,
            "01_fancy_indexing#many-rows-by-id",
        ),
        Check(
            "a batch of ids: shape, dtype and values on random inputs",
            2,
            _take_many,
            drive.take,
            _judge_take,
            "01_fancy_indexing#many-rows-by-id",
        ),
        Check(
            "ids of shape (B, C) give rows of shape (B, C, H)",
            2,
            _take_contexts,
            drive.take,
            _judge_take,
            "01_fancy_indexing#shape-of-rows-by-id",
        ),
        Check(
            "a single id gives one row of shape (H,)",
            2,
            _take_one,
            drive.take,
            _judge_take,
            "01_fancy_indexing#one-row-by-id",
        ),
        Check(
            "always a copy, and a new one; W and idx are left as they were",
            2,
            _take_all_kinds,
            drive.take_beside,
            _judge_copy,
            "01_fancy_indexing#view-or-copy",
        ),
    ),
    "count_ids": (
        Check(
            "the chapter's small corpus",
            2,
            _small_count,
            drive.count,
            _judge_count,
            "01_fancy_indexing#add-one-at-a-time",
            _alike_in_numbers,
        ),
        Check(
            "random ids, each at least once",
            3,
            _every_id,
            drive.count,
            _judge_count,
            "01_fancy_indexing#add-one-at-a-time",
            _alike_in_numbers,
        ),
        Check(
            "ids that do not occur are counted too, as 0",
            3,
            _missing_ids,
            drive.count,
            _judge_count,
            "01_fancy_indexing#one-count-per-word",
            _alike_in_numbers,
        ),
        Check(
            "counts are whole numbers, in a new array; ids are left as they were",
            2,
            _whole_numbers,
            drive.count_twice,
            _judge_whole_numbers,
            "01_fancy_indexing#counts-are-whole-numbers",
            _alike_in_numbers,
        ),
    ),
    "add_rows": (
        Check(
            "a small example where all ids differ",
            2,
            _small_add,
            drive.add,
            _judge_add,
            "01_fancy_indexing#write-by-id",
        ),
        Check(
            "random inputs where all ids differ",
            2,
            _different_ids,
            drive.add,
            _judge_add,
            "01_fancy_indexing#write-by-id",
        ),
        Check(
            "ids that repeat: all their rows are added",
            3,
            _repeated_ids,
            drive.add,
            _judge_add,
            "01_fancy_indexing#add-one-at-a-time",
        ),
        Check(
            "a second call adds to what the first one left",
            2,
            _two_additions,
            drive.add_twice,
            _judge_add_twice,
            "01_fancy_indexing#write-by-id",
        ),
        Check(
            "idx and rows are left as they were",
            1,
            _add_beside,
            drive.add,
            _judge_add_inputs,
            "01_fancy_indexing#view-or-copy",
        ),
    ),
}
