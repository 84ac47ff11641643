"""Drive a `most_similar` and an `analogy`."""

import numbers

import numpy as np

from w2vlib.drive.snapshot import snapshot


def neighbours(most_similar, case):
    """Ask for the words nearest to one."""
    return _ask(most_similar, case, "query")


def answers(analogy, case):
    """Ask for the words that are to c as b is to a."""
    return _ask(analogy, case, "abc")


def neighbours_of_unknown(most_similar, case):
    """Ask about a word that is known, and then about one that is not."""
    return _ask(most_similar, case, "query") | _ask_unknown(most_similar, case, "query")


def answers_of_unknown(analogy, case):
    """Ask about words that are known, and then with an unknown one in place of one of them."""
    return _ask(analogy, case, "abc") | _ask_unknown(analogy, case, "abc")


def neighbours_twice(most_similar, case):
    """Ask for the words nearest to one and then to another; look at the first answer again."""
    return _ask_twice(most_similar, case, "query")


def answers_twice(analogy, case):
    """Ask for an analogy and then for another; look at the first answer again."""
    return _ask_twice(analogy, case, "abc")


def _ask(function, case, asked):
    """Call the function, and bring back its answer and the matrix it may have changed."""
    words, word_to_id, id_to_word = _words(case, asked)
    returned = function(*words, word_to_id, id_to_word, case["word_matrix"], **_top(case))
    return _pairs(returned) | {"word_matrix": snapshot(case["word_matrix"])}


def _ask_twice(function, case, asked):
    """Call the function twice, and bring back all that the calls may have changed."""
    words, word_to_id, id_to_word = _words(case, asked)
    word_matrix = case["word_matrix"]
    other_matrix = -word_matrix[:, ::-1]
    returned = function(*words, word_to_id, id_to_word, word_matrix, **_top(case))
    came = _pairs(returned) | {
        "word_matrix": snapshot(word_matrix),
        "word_to_id": snapshot(list(word_to_id.items())),
        "id_to_word": snapshot(list(id_to_word.items())),
    }
    words, word_to_id, id_to_word = _words(case, asked)
    function(*words, word_to_id, id_to_word, other_matrix, top=1)
    later = _pairs(returned)
    same = [np.array_equal(came.get(name), later.get(name)) for name in ("words", "similarities")]
    return came | {"kept": all(same)}


def _top(case):
    return {"top": int(case["top"])} if "top" in case else {}


def _ask_unknown(function, case, asked):
    """Return the name of the error that an unknown word raises, or what came instead."""
    words, word_to_id, id_to_word = _words(case, asked)
    words[int(case["place"])] = str(case["unknown"])
    try:
        returned = function(*words, word_to_id, id_to_word, case["word_matrix"])
    except Exception as error:
        parents = [parent.__name__ for parent in type(error).__mro__]
        allowed = [name for name in ("KeyError", "ValueError") if name in parents]
        return {"raised": (allowed or parents)[0], "instead": None}
    return {"raised": None, "instead": snapshot(returned)}


def _words(case, asked):
    """Return the words that are asked about, and the two dicts."""
    words = case["words"].tolist()
    id_to_word = {int(i): words[i] for i in case.get("order", range(len(words)))}
    names = [asked] if asked == "query" else asked
    words = [id_to_word[int(case[name])] for name in names]
    return words, {word: i for i, word in id_to_word.items()}, id_to_word


def _pairs(returned):
    """Return pairs as an array of words and one of numbers; else a snapshot of what came."""
    if type(returned) not in (list, tuple) or not all(map(_is_pair, returned)):
        return {"returned": snapshot(returned)}
    return {
        "words": np.array([str(word) for word, _ in returned], dtype=np.str_),
        "similarities": np.array([float(number) for _, number in returned], dtype=np.float64),
    }


def _is_pair(item):
    if type(item) not in (list, tuple) or len(item) != 2:
        return False
    word, number = item
    if isinstance(number, np.ndarray):
        is_number = number.ndim == 0 and number.dtype.kind in "iuf"
    else:
        is_number = isinstance(number, numbers.Real) and not isinstance(number, bool)
    return isinstance(word, str) and is_number
