"""Drive `draw_words`, `power_distribution` and `word_distribution`."""

import numpy as np

from w2vlib.drive.form import brings
from w2vlib.drive.snapshot import snapshot


@brings(drawn=lambda case: len(case["seeds"]))
def draw(draw_words, case):
    """Draw once with each seed."""
    drawn = [snapshot(_as_array(_call(draw_words, case, seed))) for seed in case["seeds"]]
    return {"drawn": _stacked(drawn)}


@brings(**dict.fromkeys(("drawn", "again", "later"), lambda case: len(case["seeds"])))
def draw_again(draw_words, case):
    """Draw once with each seed and once more with each; look at the first draws again."""
    kept, first, again = [], [], []
    for seed in case["seeds"]:
        kept.append(_call(draw_words, case, seed))
        first.append(snapshot(_as_array(kept[-1])))
    for seed in case["seeds"]:
        again.append(snapshot(_as_array(_call(draw_words, case, seed))))
    later = [snapshot(_as_array(drawn)) for drawn in kept]
    return {"drawn": _stacked(first), "again": _stacked(again), "later": _stacked(later)}


def draw_once(draw_words, case):
    """Draw once, and bring back `words` and `p` too."""
    words, p = case["words"].tolist(), case["p"]
    drawn = draw_words(words, int(case["size"]), p, int(case["seed"]))
    return {"drawn": snapshot(_as_text(drawn)), "words": snapshot(words), "p": snapshot(p)}


@brings(**dict.fromkeys(("drawn", "without", "after"), lambda case: len(case["starts"])))
def draw_beside(draw_words, case):
    """Bring back what `np.random` gives without a call before it, and with one."""
    drawn, without, after = [], [], []
    for start in case["starts"]:
        np.random.seed(int(start))
        without.append(np.random.random(3))
        np.random.seed(int(start))
        drawn.append(snapshot(_as_array(_call(draw_words, case, case["seed"]))))
        after.append(np.random.random(3))
    return {"drawn": _stacked(drawn), "without": np.array(without), "after": np.array(after)}


def power(power_distribution, case):
    """Raise a distribution to a power."""
    return {"powered": snapshot(power_distribution(case["p"], float(case["power"])))}


def power_beside(power_distribution, case):
    """Raise a distribution to a power, and then another; bring back what this may change."""
    p = case["p"]
    powered = power_distribution(p, float(case["power"]))
    came = {
        "powered": snapshot(powered),
        "shares_memory": isinstance(powered, np.ndarray) and np.shares_memory(powered, p),
        "p": snapshot(p),
    }
    power_distribution(np.full(len(case["p"]), 1 / len(case["p"])), float(case["power"]))
    return came | {"later": snapshot(powered)}


def distribution(word_distribution, case):
    """Turn a corpus into a distribution."""
    return {"p": snapshot(word_distribution(case["corpus"], float(case["power"])))}


def distribution_beside(word_distribution, case):
    """Turn a corpus into a distribution, and then another; bring back what this may change."""
    corpus = case["corpus"]
    p = word_distribution(corpus, float(case["power"]))
    came = {"p": snapshot(p), "corpus": snapshot(corpus)}
    # another corpus of the same words
    word_distribution(np.append(corpus, [0, 0, 0]), float(case["power"]))
    return came | {"later": snapshot(p)}


def _call(draw_words, case, seed):
    # p anew for each call: one that changes its p must not disturb the next
    return draw_words(case["words"].tolist(), int(case["size"]), case["p"].copy(), int(seed))


def _stacked(rows):
    """Return one array with a row for each draw, or a list where they do not fit together."""
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
