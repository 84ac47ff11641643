"""Drive `take_rows`, `count_ids` and `add_rows`."""

import numpy as np

from w2vlib.drive.snapshot import snapshot


def take(take_rows, case):
    """Take rows."""
    return {"out": snapshot(take_rows(case["W"], case["idx"]))}


def take_beside(take_rows, case):
    """Take rows, and bring back what may have happened to W, to idx and to an earlier result."""
    W, idx = case["W"], case["idx"]
    out = take_rows(W, idx)
    came = {
        "out": snapshot(out),
        "shares_memory": isinstance(out, np.ndarray) and np.shares_memory(out, W),
        "W": snapshot(W),
        "idx": snapshot(idx),
    }
    take_rows(W + 1, idx)
    return came | {"later": snapshot(out)}


def count(count_ids, case):
    """Count ids, and bring back what was passed in as well."""
    ids = case["ids"]
    counts = count_ids(ids, int(case["vocab_size"]))
    return {"counts": snapshot(counts), "ids": snapshot(ids)}


def count_twice(count_ids, case):
    """Count ids, then others, and look at the first result again."""
    ids, vocab_size = case["ids"], int(case["vocab_size"])
    counts = count_ids(ids, vocab_size)
    came = {"counts": snapshot(counts), "ids": snapshot(ids)}
    count_ids(np.zeros_like(ids), vocab_size)
    return came | {"later": snapshot(counts)}


def add(add_rows, case):
    """Add rows to a matrix, and bring back all that was passed in."""
    W, idx, rows = case["W"], case["idx"], case["rows"]
    add_rows(W, idx, rows)
    return {"W": snapshot(W), "idx": snapshot(idx), "rows": snapshot(rows)}


def add_twice(add_rows, case):
    """Add to one matrix twice."""
    W = case["W"]
    add_rows(W, case["first_idx"], case["first_rows"])
    add_rows(W, case["idx"], case["rows"])
    return {"W": snapshot(W)}
