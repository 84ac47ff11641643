"""Drive `draw_words`, `power_distribution` and `word_distribution`."""

import numpy as np

from w2vlib.drive.snapshot import snapshot


def draw(draw_words, case):
    """Draw once with each seed."""
    return {"drawn": _stacked([_call(draw_words, case, seed) for seed in case["seeds"]])}


def draw_again(draw_words, case):
    """Draw once with each seed, and then once more with each."""
    first = [_call(draw_words, case, seed) for seed in case["seeds"]]
    again = [_call(draw_words, case, seed) for seed in case["seeds"]]
    return {"drawn": _stacked(first), "again": _stacked(again)}


def draw_once(draw_words, case):
    """Draw once, and bring back `p` too."""
    p = case["p"]
    drawn = draw_words(case["words"].tolist(), int(case["size"]), p, int(case["seed"]))
    return {"drawn": snapshot(_as_text(drawn)), "p": snapshot(p)}


def draw_beside(draw_words, case):
    """Bring back what `np.random` gives without a call before it, and with one."""
    drawn, without, after = [], [], []
    for start in case["starts"]:
        np.random.seed(int(start))
        without.append(np.random.random(3))
        np.random.seed(int(start))
        drawn.append(_call(draw_words, case, case["seed"]))
        after.append(np.random.random(3))
    return {"drawn": _stacked(drawn), "without": np.array(without), "after": np.array(after)}


def power(power_distribution, case):
    """Raise a distribution to a power, and bring back what was passed in as well."""
    p = case["p"]
    powered = power_distribution(p, float(case["power"]))
    return {"powered": snapshot(powered), "p": snapshot(p)}


def distribution(word_distribution, case):
    """Turn a corpus into a distribution, and bring back what was passed in as well."""
    corpus = case["corpus"]
    p = word_distribution(corpus, float(case["power"]))
    return {"p": snapshot(p), "corpus": snapshot(corpus)}


def _call(draw_words, case, seed):
    # p anew for each call: one that changes its p must not disturb the next
    return draw_words(case["words"].tolist(), int(case["size"]), case["p"].copy(), int(seed))


def _stacked(draws):
    """Return one array with a row for each draw, or a list where they do not fit together."""
    rows = [snapshot(_as_array(drawn)) for drawn in draws]
    first = rows[0]
    if all(
        isinstance(row, np.ndarray)
        and row.shape == first.shape
        and row.dtype.kind == first.dtype.kind
        for row in rows
    ):
        return np.array(rows)
    return rows


def _as_text(drawn):
    # an array of Python's own strings is an array of text, too
    of_objects = isinstance(drawn, np.ndarray) and drawn.dtype == object
    if of_objects and all(isinstance(word, str) for word in drawn.flat):
        return drawn.astype(str)
    return drawn


def _as_array(drawn):
    # and a list of words says as much as an array: only one check asks for an array
    if isinstance(drawn, (list, tuple)) and all(isinstance(word, str) for word in drawn):
        return np.array(drawn, dtype=str)
    return _as_text(drawn)
