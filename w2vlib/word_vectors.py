"""Word vectors: which words lie close to one another."""

import difflib

import numpy as np

from w2vlib._validation import check_ids, check_positive_int, check_shape


class UnknownWordError(KeyError):
    """A word that is not in the vocabulary.

    Examples
    --------
    >>> look_up("toyotas", {"toyota": 0, "ford": 1})
    Traceback (most recent call last):
        ...
    w2vlib.word_vectors.UnknownWordError: expected one of the 2 words of the vocabulary, \
but 'toyotas' came; close to it: 'toyota'
    """

    def __str__(self):
        # KeyError would show its message in quotes, with line breaks as \n
        return str(self.args[0])


def look_up(word, word_to_id):
    """Return the id of `word`.

    Parameters
    ----------
    word : str
        The word to look for.
    word_to_id : dict
        From word to id.

    Returns
    -------
    word_id : int

    Raises
    ------
    UnknownWordError
        If there is no such word; the message names words spelt like it.

    Examples
    --------
    >>> look_up("ford", {"toyota": 0, "ford": 1})
    1
    """
    if word in word_to_id:
        return word_to_id[word]
    message = f"expected one of the {len(word_to_id)} words of the vocabulary, but {word!r} came"
    spelt = str(word)
    close = difflib.get_close_matches(spelt, word_to_id)
    close = close or difflib.get_close_matches(spelt.lower(), word_to_id)
    if close:
        message += "; close to it: " + ", ".join(map(repr, close))
    raise UnknownWordError(message)


def cos_similarity(x, y, eps=1e-8):
    """Return the cosine of the angle between two vectors.

    ``x · y / (|x| |y|)``: 1 for one direction, 0 for a right angle, -1 for opposite ones.

    Parameters
    ----------
    x, y : array_like of float, shape (H,)
        Vectors.
    eps : float
        Added to each length, so that a vector of zeros has similarity 0 to all others.

    Returns
    -------
    similarity : float

    Raises
    ------
    ValueError
        If `x` and `y` are not vectors of one length.

    Examples
    --------
    >>> round(cos_similarity(np.array([1.0, 0.0]), np.array([3.0, 3.0])), 4)
    0.7071
    """
    check_shape(x, ("H",), "x")
    check_shape(y, np.shape(x), "y")
    return float(_unit(x, eps) @ _unit(y, eps))


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5, *, verbose=True):
    """Print and return the words whose vectors point most nearly where the query's does.

    Parameters
    ----------
    query : str
        A word of the vocabulary.
    word_to_id, id_to_word : dict
        From word to id and back.
    word_matrix : ndarray of float, shape (V, H)
        One vector per word, in any float type.
    top : int
        How many words to return; fewer come if the vocabulary is smaller.
    verbose : bool
        Whether to print them.

    Returns
    -------
    neighbours : list of (str, float)
        Words and their cosine similarities, best first, without the query.

    Raises
    ------
    UnknownWordError
        If the query is not in the vocabulary.
    ValueError
        If `word_matrix` does not have one row per word or holds NaN or infinity, or if the
        two dicts do not agree.
    TypeError, ValueError
        If `top` is not a whole number of at least 1.

    Examples
    --------
    >>> id_to_word = {0: "you", 1: "we", 2: "car"}
    >>> word_to_id = {"you": 0, "we": 1, "car": 2}
    >>> word_matrix = np.array([[2, 0], [3, 0], [0, 1]], dtype=np.float32)
    >>> neighbours = most_similar("you", word_to_id, id_to_word, word_matrix, top=1)
    <BLANKLINE>
    [query] you
     we: 1.0
    >>> neighbours
    [('we', 1.0)]
    """
    top = check_positive_int(top, "top")
    unit_matrix = _unit(_check_matrix(word_matrix, id_to_word))
    query_id = _checked_id(query, word_to_id, id_to_word)

    similarity = unit_matrix @ unit_matrix[query_id]
    neighbours = _best(similarity, id_to_word, top, without=[query_id])
    if verbose:
        print(f"\n[query] {query}")
        for word, score in neighbours:
            print(f" {word}: {score}")
    return neighbours


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5, answer=None, *, verbose=True):
    """Print and return the words that are to `c` as `b` is to `a`.

    The words closest by cosine to ``b - a + c``, all vectors scaled to length 1 first, so
    that no word counts for more because its vector is long. (The book «Deep Learning from
    Scratch 2» scales only the sum, so its scores can differ and exceed 1.)

    Parameters
    ----------
    a, b, c : str
        Words of the vocabulary: as ``a : b``, so ``c : ?``.
    word_to_id, id_to_word : dict
        From word to id and back.
    word_matrix : ndarray of float, shape (V, H)
        One vector per word, in any float type.
    top : int
        How many words to return; fewer come if the vocabulary is smaller.
    answer : str, optional
        A word whose score to print as well.
    verbose : bool
        Whether to print.

    Returns
    -------
    candidates : list of (str, float)
        Words and their cosine similarities, best first, without `a`, `b` and `c`.

    Raises
    ------
    UnknownWordError
        If `a`, `b`, `c` or `answer` is not in the vocabulary.
    TypeError, ValueError
        As `most_similar` does.

    References
    ----------
    Mikolov, Yih and Zweig (2013), Linguistic Regularities in Continuous Space Word
    Representations, section 4.

    Examples
    --------
    >>> id_to_word = {0: "car", 1: "cars", 2: "child", 3: "children", 4: "the"}
    >>> word_to_id = {word: i for i, word in id_to_word.items()}
    >>> word_matrix = np.array([[1.0, 0, 0], [1, 0, 1], [0, 1, 0], [0, 1, 1], [-1, 0, 0]])
    >>> candidates = analogy("car", "cars", "child", word_to_id, id_to_word, word_matrix,
    ...                      verbose=False)
    >>> [word for word, _ in candidates]
    ['children', 'the']
    """
    top = check_positive_int(top, "top")
    unit_matrix = _unit(_check_matrix(word_matrix, id_to_word))
    ids = [_checked_id(word, word_to_id, id_to_word) for word in (a, b, c)]
    answer_id = None if answer is None else _checked_id(answer, word_to_id, id_to_word)

    a_vec, b_vec, c_vec = unit_matrix[ids]
    similarity = unit_matrix @ _unit(b_vec - a_vec + c_vec)
    candidates = _best(similarity, id_to_word, top, without=ids)
    if verbose:
        print(f"\n[analogy] {a}:{b} = {c}:?")
        if answer is not None:
            print(f"==>{answer}:{similarity[answer_id]}")
        for word, score in candidates:
            print(f" {word}: {score}")
    return candidates


def _unit(x, eps=1e-8):
    # squares of float16 overflow beyond 256, and eps is 0 there: at least float32
    x = np.asarray(x)
    x = x.astype(np.result_type(x.dtype, np.float32), copy=False)
    return x / (np.linalg.norm(x, axis=-1, keepdims=True) + eps)


def _best(similarity, id_to_word, top, without):
    order = np.argsort(-similarity, kind="stable")
    order = order[~np.isin(order, without)]
    return [(id_to_word[int(i)], float(similarity[i])) for i in order[:top]]


def _check_matrix(word_matrix, id_to_word):
    word_matrix = np.asarray(word_matrix)
    check_shape(word_matrix, (len(id_to_word), "H"), "word_matrix")
    finite = np.isfinite(word_matrix).all(axis=1)
    if not finite.all():
        row = int(np.argmin(finite))
        raise ValueError(
            "word_matrix must hold finite numbers, but NaN or infinity is in "
            f"row {row} ({id_to_word[row]!r})"
        )
    return word_matrix


def _checked_id(word, word_to_id, id_to_word):
    word_id = look_up(word, word_to_id)
    check_ids(word_id, len(id_to_word), "word_to_id")
    if id_to_word[word_id] != word:
        raise ValueError(
            f"word_to_id and id_to_word must agree, but {word!r} has id {word_id}, "
            f"which is {id_to_word[word_id]!r}"
        )
    return word_id
