"""Judge a `most_similar` and an `analogy`: the nearest words by cosine, best first."""

import numpy as np

from w2vlib.check.alike import alike, same_value
from w2vlib.check.core import Check
from w2vlib.check.expect import Wrong, describe, expect, expect_unchanged
from w2vlib.drive import Opaque, Outcome, snapshot
from w2vlib.drive import word_vectors as drive
from w2vlib.word_vectors import analogy, most_similar

# the two small vocabularies that the chapter works with
_CAR_WORDS = np.array(["car", "the", "hay", "truck"])
_CAR_MATRIX = np.array([[2.0, 1.0], [9.0, -3.0], [1.0, -1.0], [4.0, 2.5]])
_KING_WORDS = np.array(["man", "woman", "king", "queen", "crown", "tree"])
_KING_MATRIX = np.array([[0.0, 0, 2], [0, 3, 4], [3, 0, 4], [3, 3, 4], [2, 0, 1], [-1, 0, 0]])

_WORDS = np.array(["ale", "bun", "egg", "fig", "ham", "jam", "nut", "oat", "pea", "rye", "tea"])
_UNKNOWN = np.array("yam")
_OTHERS = 8  # words beside those that are asked about

# rounding, in float32 too, and a tiny number added to the lengths stay far below
_TOLERANCE = 1e-5


# Inputs. Similarities lie at least 0.1 apart, so that rounding cannot change an order. ----


def _unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def _at_cosines(rng, direction, cosines):
    """Return vectors of length 1 whose cosines with `direction` are given, shape (N, H)."""
    aside = rng.standard_normal((len(cosines), len(direction)))
    aside = _unit(aside - np.outer(aside @ direction, direction))
    return cosines[:, None] * direction + np.sqrt(1 - cosines[:, None] ** 2) * aside


def _spread(rng, largest=0.95, smallest=-0.75):
    return np.linspace(largest, smallest, _OTHERS) + rng.uniform(-0.02, 0.02, _OTHERS)


def _lengths(rng):
    # the better the neighbour the shorter, so that length and direction disagree
    return np.geomspace(0.3, 6, _OTHERS) * rng.uniform(0.95, 1.05, _OTHERS)


def _shuffled(rng, rows, asked, dtype):
    """Return a case with the words that are asked about, the first rows, anywhere."""
    place = rng.permutation(len(rows))
    word_matrix = np.empty(rows.shape, dtype)
    word_matrix[place] = rows
    asked = {name: int(place[i]) for i, name in enumerate(asked)}
    words = {"words": rng.permutation(_WORDS)[: len(rows)], "order": rng.permutation(len(rows))}
    return words | {"word_matrix": word_matrix} | asked


def _neighbours_case(rng, dtype="f8", same_length=False):
    direction = _unit(rng.standard_normal(6))
    others = _at_cosines(rng, direction, _spread(rng))
    if not same_length:
        # a long query, so that the distance to the short ones is no small one
        direction, others = 3 * direction, others * _lengths(rng)[:, None]
    return _shuffled(rng, np.vstack([direction, others]), ["query"], dtype)


def _analogy_case(rng, dtype="f8", same_length=False):
    # a and b are not far apart, as in real pairs, so the sum lies near c
    base = rng.standard_normal(7)
    a, b = _unit(base + 0.5 * rng.standard_normal((2, 7)))
    c = _unit(rng.standard_normal(7))
    others = _at_cosines(rng, _unit(b - a + c), _spread(rng))
    rows = np.vstack([a, b, c, others])
    if not same_length:
        rows *= np.concatenate([[5.0, 0.5, 1.5], _lengths(rng)])[:, None]
    return _shuffled(rng, rows, "abc", dtype)


def _small_neighbours(rng):
    return [{"words": _CAR_WORDS, "word_matrix": _CAR_MATRIX.copy(), "query": 0, "top": 3}]


def _small_analogy(rng):
    asked = {"a": 0, "b": 1, "c": 2, "top": 3}
    return [{"words": _KING_WORDS, "word_matrix": _KING_MATRIX.copy()} | asked]


def _of_length_1(make):
    return lambda rng: [make(rng, dtype, same_length=True) | {"top": 6} for dtype in ("f8", "f4")]


def _of_any_length(make):
    def cases(rng):
        columns = make(rng)
        columns["word_matrix"] = np.asfortranarray(columns["word_matrix"])
        return [case | {"top": 6} for case in (make(rng), make(rng, "f4"), columns)]

    return cases


def _all_others(make):
    return lambda rng: [make(rng) | {"top": _OTHERS} for _ in range(2)]


def _every_top(make):
    # without `top`, with small ones, and with more than there are words
    return lambda rng: [make(rng) | top for top in ({}, {"top": 1}, {"top": 4}, {"top": 50})]


def _with_zeros(rng):
    # two words are better than the zeros and six are worse, so that any short list has them
    direction = _unit(rng.standard_normal(6))
    others = _at_cosines(rng, direction, _spread(rng, 0.6, -0.9))
    others[2] = 0
    case = _shuffled(rng, np.vstack([direction, others]), ["query"], "f8")
    case["zeros"] = int(np.argmin(np.abs(case["word_matrix"]).sum(axis=1)))
    return [case | {"top": _OTHERS}]


def _cosines(rng):
    # also where another word has the query's very vector, and the smaller id, or the larger
    cases = _of_any_length(_neighbours_case)(rng)
    # several of them, for argsort puts equal numbers in any order
    for sign in (1, -1) * 6:
        rows = np.vstack([np.eye(6)[0], _at_cosines(rng, np.eye(6)[0], _spread(rng))])
        rows *= rng.uniform(1, 3, (len(rows), 1))
        rows[1] = rows[0]
        case = _shuffled(rng, rows, ["query"], "f8")
        same = (case["word_matrix"] == rows[0]).all(axis=1)
        twin, query = np.flatnonzero(same)[::sign].tolist()
        cases.append(case | {"query": query, "twin": twin, "top": _OTHERS})
    return cases


def _unknown(make, places):
    known = {"top": _OTHERS, "unknown": _UNKNOWN}
    return lambda rng: [make(rng) | known | {"place": place} for place in places]


# What should come ----------------------------------------------------------------------


def _asked(case):
    """Return the words that the case asks about."""
    words = case["words"].tolist()
    return [words[int(case[name])] for name in ("query", "a", "b", "c") if name in case]


def _call(case):
    """Return the call as the student would write it."""
    top = f", top={case['top']}" if "top" in case else ""
    return _call_of(_asked(case), top)


def _call_of(asked, top=""):
    name = "most_similar" if len(asked) == 1 else "analogy"
    return f"{name}({', '.join(map(repr, asked))}, …{top})"


def _expected(case):
    """Return all pairs, best first."""
    id_to_word = dict(enumerate(case["words"].tolist()))
    word_to_id = {word: i for i, word in id_to_word.items()}
    function = most_similar if "query" in case else analogy
    word_matrix = case["word_matrix"].astype(np.float64)
    top = len(id_to_word)
    return function(*_asked(case), word_to_id, id_to_word, word_matrix, top, verbose=False)


def _pairs(case, came):
    """Expect a list of pairs of words, each at most once; return them without those asked."""
    # what is said here is the same for every case, so that a report says it once
    if "returned" in came:
        returned = _kind(came["returned"])
        raise Wrong(
            f"The function should return a list of pairs (word, similarity), but it returned "
            f"{returned}."
        )
    words = came["words"].tolist()
    for word in words:
        expect(word in case["words"], f"{_call(case)}: {word!r} is no word of the vocabulary.")
        expect(words.count(word) == 1, f"{_call(case)}: {word!r} comes more than once.")
    pairs = zip(words, came["similarities"].tolist(), strict=True)
    return [(word, similarity) for word, similarity in pairs if word not in _asked(case)]


def _several_pairs(case, came):
    pairs = _pairs(case, came)
    # a wrong number of words costs the point of its own check, and no other
    expect(
        len(pairs) >= 3,
        f"The function returned too few words: {len(pairs)}, where there are {_OTHERS}.",
    )
    return pairs


def _kind(value):
    """Say what came in place of a list of pairs, without its values."""
    if isinstance(value, list):
        entries = [
            f"({', '.join(map(_kind, entry))})" if isinstance(entry, list) else _kind(entry)
            for entry in value
        ]
        return f"a list of {' and '.join(dict.fromkeys(entries))}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return {"U": "text", "f": "float"}.get(value.dtype.kind, "integer")
    if isinstance(value, Opaque):
        return f"a {value.type}"
    if isinstance(value, np.ndarray):
        return "an array"
    return "nothing (is there a `return`?)" if value is None else "text"


def _text(value):
    """Write a snapshot as it would stand in code, as far as that goes."""
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return repr(value.item())
    return repr(value) if value is None or isinstance(value, str) else describe(value)


def _list(pairs):
    return "\n".join(f"  {word:8} {similarity:8.5f}" for word, similarity in pairs) or "  nothing"


# Judges --------------------------------------------------------------------------------


def _close(a, b):
    # «not close» rather than «far», so that nan is wrong
    return abs(a - b) <= _TOLERANCE


def _judge_all(case, came):
    _pairs(case, came)
    pairs = list(zip(came["words"].tolist(), came["similarities"].tolist(), strict=True))
    expected = _expected(case)[: case.get("top", 5)]
    right = [word for word, _ in pairs] == [word for word, _ in expected] and all(
        _close(similarity, other)
        for (_, similarity), (_, other) in zip(pairs, expected, strict=True)
    )
    expect(
        right, f"{_call(case)} should return\n{_list(expected)}\nbut it returned\n{_list(pairs)}"
    )


def _judge_order(case, came):
    pairs = _several_pairs(case, came)
    expected = [word for word, _ in _expected(case)][: len(pairs)]
    words = [word for word, _ in pairs]
    expect(
        words == expected,
        f"{_call(case)} should name, best first,\n  {', '.join(expected)}\nbut it named\n"
        f"  {', '.join(words)}",
    )


def _judge_similarities(case, came):
    expected = dict(_expected(case))
    pairs = _several_pairs(case, came)
    if "twin" in case:
        twin = case["words"].tolist()[case["twin"]]
        expect(
            twin in dict(pairs),
            f"{_call(case)} should name {twin!r}: it has the vector of {_asked(case)[0]!r}, but "
            "it is another word.",
        )
    for word, similarity in pairs:
        expect(
            _close(similarity, expected[word]),
            f"{_call(case)}: the similarity of {word!r} should be {expected[word]:.5f}, "
            f"but it is {similarity:.5f}.",
        )


def _judge_left_out(case, came):
    _several_pairs(case, came)
    there = [word for word in came["words"].tolist() if word in _asked(case)]
    expect(
        not there,
        f"{_call(case)} should leave out what was asked about, but it returned "
        f"{' and '.join(map(repr, there))}.",
    )


def _judge_top(case, came):
    _pairs(case, came)
    possible = len(case["words"]) - len(_asked(case))
    number = min(case.get("top", 5), possible)
    if "top" not in case:
        why = " (top is 5 unless another number is given)"
    else:
        why = " (there are no more)" if number == possible else ""
    expect(
        len(came["words"]) == number,
        f"{_call(case)} should return {number} pair{'s' if number > 1 else ''}{why}, "
        f"but it returned {len(came['words'])}.",
    )


def _judge_zeros(case, came):
    zeros = case["words"].tolist()[int(case["zeros"])]
    found = dict(_several_pairs(case, came))
    expect(zeros in found, f"{_call(case)} should name every other word, {zeros!r} too.")
    expect(
        _close(found[zeros], 0),
        f"{_call(case)}: the vector of {zeros!r} is all zeros, so its similarity should be 0, "
        f"but it is {found[zeros]:.5f}.",
    )
    expect(
        not came["word_matrix"][int(case["zeros"])].any(),
        "word_matrix should be left as it was, but a row of zeros is not zero any more.",
    )


def _judge_unknown(case, came):
    _several_pairs(case, came)
    asked = _asked(case)
    asked[int(case["place"])] = str(case["unknown"])
    instead = (
        f"returned {_text(came['instead'])}"
        if came["raised"] is None
        else f"raised {came['raised']}"
    )
    expect(
        came["raised"] in ("KeyError", "ValueError"),
        f"{_call_of(asked)} should raise KeyError or ValueError, since "
        f"{str(case['unknown'])!r} is not in the vocabulary, but it {instead}.",
    )


def _judge_inputs(case, came):
    _several_pairs(case, came)
    expect_unchanged(came["word_matrix"], case["word_matrix"], "word_matrix")
    words = case["words"].tolist()
    id_to_word = {int(i): words[i] for i in case["order"]}
    word_to_id = {word: i for i, word in id_to_word.items()}
    for name, before in (("word_to_id", word_to_id), ("id_to_word", id_to_word)):
        expect(
            same_value(came[name], snapshot(list(before.items()))),
            f"{name} should be left as it was, but the call changed it.",
        )
    expect(
        came["kept"],
        "The list that a call returned should stay as it is, but a later call changed it.",
    )


# Which outcomes are the same -------------------------------------------------------------

_BESIDE = ("word_matrix", "word_to_id", "id_to_word", "kept")


def _alike(outcome, other):
    """Compare what was returned: words in order, and similarities up to float32's rounding.

    Students may work in float32 or in float64, and add what they like below 1e-6 to lengths.
    """
    if outcome.error or other.error or "words" not in outcome.values.keys() & other.values.keys():
        return alike(_without_inputs(outcome), _without_inputs(other))
    first, second = outcome.values, other.values
    return (
        same_value(first["words"], second["words"])
        and np.allclose(
            first["similarities"], second["similarities"], _TOLERANCE, _TOLERANCE, equal_nan=True
        )
        and first.get("raised") == second.get("raised")
        and same_value(first.get("instead"), second.get("instead"))
    )


def _alike_inputs(outcome, other):
    """Compare what was returned, and what became of the inputs and of what was returned."""
    return _alike(outcome, other) and all(
        same_value(outcome.values.get(name), other.values.get(name)) for name in _BESIDE
    )


def _without_inputs(outcome):
    kept = {name: value for name, value in outcome.values.items() if name not in _BESIDE}
    return Outcome(kept, outcome.error)


def _check(name, points, cases, driven, judge, section, same=_alike):
    return Check(name, points, cases, driven, judge, f"10_word_vectors#{section}", same)


CHECKS = {
    "most_similar": (
        _check(
            "the neighbours of 'car' in the chapter's small example",
            1,
            _small_neighbours,
            drive.neighbours,
            _judge_all,
            "nearest-words",
        ),
        _check(
            "the nearest words, best first, where all vectors have length 1",
            1,
            _of_length_1(_neighbours_case),
            drive.neighbours,
            _judge_order,
            "best-first",
        ),
        _check(
            "the nearest words, best first, where vectors are short and long",
            2,
            _of_any_length(_neighbours_case),
            drive.neighbours,
            _judge_order,
            "cosine-not-length",
        ),
        _check(
            "each similarity is the cosine with the query's vector",
            1,
            _cosines,
            drive.neighbours,
            _judge_similarities,
            "cosine-not-length",
        ),
        _check(
            "the query is not its own neighbour",
            1,
            _all_others(_neighbours_case),
            drive.neighbours,
            _judge_left_out,
            "leave-out-the-query",
        ),
        _check(
            "top says how many",
            1,
            _every_top(_neighbours_case),
            drive.neighbours,
            _judge_top,
            "top-of-the-list",
        ),
        _check(
            "a vector of zeros has similarity 0",
            1,
            _with_zeros,
            drive.neighbours,
            _judge_zeros,
            "vector-of-zeros",
        ),
        _check(
            "a word that is not in the vocabulary raises KeyError or ValueError",
            1,
            _unknown(_neighbours_case, [0]),
            drive.neighbours_of_unknown,
            _judge_unknown,
            "unknown-word",
        ),
        _check(
            "word_matrix, the dicts and an earlier list are left as they were",
            1,
            _of_any_length(_neighbours_case),
            drive.neighbours_twice,
            _judge_inputs,
            "matrix-left-alone",
            _alike_inputs,
        ),
    ),
    "analogy": (
        _check(
            "man : woman = king : ? in the chapter's small example",
            1,
            _small_analogy,
            drive.answers,
            _judge_all,
            "analogy-arithmetic",
        ),
        _check(
            "the words nearest to b - a + c, best first, where all vectors have length 1",
            2,
            _of_length_1(_analogy_case),
            drive.answers,
            _judge_order,
            "analogy-arithmetic",
        ),
        _check(
            "the words nearest to b - a + c, best first, where vectors are short and long",
            2,
            _of_any_length(_analogy_case),
            drive.answers,
            _judge_order,
            "analogy-scale-first",
        ),
        _check(
            "each similarity is the cosine with b - a + c",
            1,
            _of_any_length(_analogy_case),
            drive.answers,
            _judge_similarities,
            "analogy-scale-first",
        ),
        _check(
            "a, b and c are not among the answers",
            1,
            _all_others(_analogy_case),
            drive.answers,
            _judge_left_out,
            "analogy-leave-out",
        ),
        _check(
            "top says how many",
            1,
            _every_top(_analogy_case),
            drive.answers,
            _judge_top,
            "top-of-the-list",
        ),
        _check(
            "a word that is not in the vocabulary raises KeyError or ValueError",
            1,
            _unknown(_analogy_case, [0, 1, 2]),
            drive.answers_of_unknown,
            _judge_unknown,
            "unknown-word",
        ),
        _check(
            "word_matrix, the dicts and an earlier list are left as they were",
            1,
            _of_any_length(_analogy_case),
            drive.answers_twice,
            _judge_inputs,
            "matrix-left-alone",
            _alike_inputs,
        ),
    ),
}
