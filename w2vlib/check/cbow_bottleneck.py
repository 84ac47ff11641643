"""Judge a `create_contexts_target`: one row for each place of the window."""

import numpy as np

from w2vlib.check.alike import alike, same_value
from w2vlib.check.core import Check
from w2vlib.check.expect import describe, expect, expect_array, expect_unchanged, expect_values
from w2vlib.contexts import create_contexts_target
from w2vlib.drive import Outcome
from w2vlib.drive import cbow_bottleneck as drive

# «you say goodbye and i say hello.», as the chapter has it
_SENTENCE = np.array([0, 1, 2, 3, 4, 1, 5, 6])


def _sentence(rng):
    return [{"corpus": _SENTENCE.copy(), "window_size": 1}]


def _corpora(rng, windows):
    # ids too large for two bytes, words that repeat, two sizes of integer
    cases = []
    for window_size, dtype in zip(windows, ("i8", "i4", "i8"), strict=True):
        corpus = rng.integers(0, 1_000_000, rng.integers(15, 20)).astype(dtype)
        corpus[7:10] = corpus[2]
        cases.append({"corpus": corpus, "window_size": window_size})
    return cases


def _window_of_one(rng):
    return _corpora(rng, (1, 1, 1))


def _wide_windows(rng):
    return _corpora(rng, (2, 3, 5))


def _any_window(rng):
    return _corpora(rng, (2, 1, 3))


def _one_window(rng):
    # the window takes the whole corpus, so there is one row
    return [
        {"corpus": rng.integers(0, 100, 2 * window_size + 1), "window_size": window_size}
        for window_size in (1, 4)
    ]


def _contexts_and_target(came):
    returned = came["returned"]
    expect(
        isinstance(returned, list) and len(returned) == 2,
        "The function should return two arrays, contexts and target, "
        f"but it returned {describe(returned)}.",
    )
    axes = [np.ndim(value) for value in returned if isinstance(value, np.ndarray)]
    expect(
        axes != [1, 2],
        "The function should return contexts first and then target, but what came first is "
        f"{describe(returned[0])}, and then {describe(returned[1])}.",
    )
    return returned


def _call(case):
    corpus, window_size = case["corpus"], int(case["window_size"])
    if len(corpus) < 12:
        return f"create_contexts_target({corpus.tolist()}, {window_size})"
    return f"create_contexts_target of {len(corpus)} words with window size {window_size}"


def _numbers(value):
    # a list and floats cost the point of their own check, and no other
    array = _as_array(value) if isinstance(value, list) else None
    return value if array is None else array


def _judge_target(case, came):
    _, target = _contexts_and_target(came)
    _, expected = create_contexts_target(case["corpus"], int(case["window_size"]))
    expect_values(
        _numbers(target),
        expected,
        f"{_call(case)}: target",
        kind="iuf",
        why="It holds every word with a full window, in the order of the text.",
    )


def _judge_contexts(case, came):
    contexts, _ = _contexts_and_target(came)
    expected, _ = create_contexts_target(case["corpus"], int(case["window_size"]))
    expect_values(
        _numbers(contexts),
        expected,
        f"{_call(case)}: contexts",
        kind="iuf",
        why="Each row holds the ids before its target, then those after it.",
    )


def _judge_both(case, came):
    _judge_contexts(case, came)
    _judge_target(case, came)


def _shapes(case):
    w = int(case["window_size"])
    rows = len(case["corpus"]) - 2 * w
    return (("contexts", (rows, 2 * w)), ("target", (rows,)))


def _judge_kind(case, came):
    returned = _contexts_and_target(came)
    for (name, shape), value in zip(_shapes(case), returned, strict=True):
        expect_array(value, f"{_call(case)}: {name}", shape=shape, kind="iu")


def _judge_corpus(case, came):
    returned = _contexts_and_target(came)
    for (name, shape), value in zip(_shapes(case), returned, strict=True):
        expect_array(_numbers(value), f"{_call(case)}: {name}", shape=shape, kind="iuf")
    expect_unchanged(came["corpus"], case["corpus"], "corpus")
    expect(
        same_value(came["returned"], came["later"]),
        "What a call returned should stay as it is, but a later call with another corpus "
        "changed it.",
    )


def _alike(outcome, other):
    """Compare outcomes by the numbers they hold.

    One mistake may be written in several ways: rows may be lists or arrays, ids integers or
    floats; without rows, a list becomes an array of shape (0,) and a filled array has shape
    (0, 2w).
    """
    return alike(_plain(outcome), _plain(other))


def _alike_in_kind(outcome, other):
    """Compare outcomes by their numbers, and by whether lists or floats are among them."""
    return _alike(outcome, other) and _kinds(outcome) == _kinds(other)


def _plain(outcome):
    values = {
        name: _in_floats(value) if name in ("returned", "later") else value
        for name, value in outcome.values.items()
    }
    return Outcome(values, outcome.error)


def _in_floats(returned):
    if not isinstance(returned, list) or len(returned) != 2:
        return returned
    arrays = [_as_array(value) for value in returned]
    if not all(array is None or array.dtype.kind in "iuf" for array in arrays):
        return returned
    return [array if array is None else array.astype(float) for array in arrays]


def _kinds(outcome):
    returned = outcome.values.get("returned")
    values = returned if isinstance(returned, list) else [returned]
    arrays = [_as_array(value) for value in values]
    return (
        any(isinstance(value, list) for value in values),
        any(array is not None and array.dtype.kind == "f" for array in arrays),
    )


def _as_array(value):
    """Return a snapshot as an array, or None if it holds nothing or is ragged."""
    try:
        array = np.array(value)
    except ValueError:
        return None
    return array if array.size else None


_SECTION = "03_cbow_bottleneck#contexts-and-targets"

CHECKS = {
    "create_contexts_target": (
        Check(
            "contexts and target of the chapter's sentence, window size 1",
            2,
            _sentence,
            drive.cut,
            _judge_both,
            _SECTION,
            _alike,
        ),
        Check(
            "target holds every word with a full window",
            2,
            _any_window,
            drive.cut,
            _judge_target,
            _SECTION,
            _alike,
        ),
        Check(
            "contexts on random corpora, window size 1",
            1,
            _window_of_one,
            drive.cut,
            _judge_contexts,
            _SECTION,
            _alike,
        ),
        Check(
            "contexts on random corpora, wider windows: all words, in the order of the text",
            2,
            _wide_windows,
            drive.cut,
            _judge_contexts,
            _SECTION,
            _alike,
        ),
        Check(
            "a corpus as long as one window gives one row",
            1,
            _one_window,
            drive.cut,
            _judge_both,
            "03_cbow_bottleneck#last-window",
            _alike,
        ),
        Check(
            "contexts and target are arrays of integers",
            1,
            _any_window,
            drive.cut,
            _judge_kind,
            "03_cbow_bottleneck#window-slips",
            _alike_in_kind,
        ),
        Check(
            "corpus is left as it was, and so is what an earlier call returned",
            1,
            _any_window,
            drive.cut_twice,
            _judge_corpus,
            _SECTION,
            _alike,
        ),
    ),
}
