"""Mistakes with most_similar and analogy."""

# ruff: noqa: D103

import numpy as np

from w2vlib.check.catalogue import Misconception

# Plain, right steps, for the wrong functions to differ from in one place


def _unit(rows):
    return rows / (np.linalg.norm(rows, axis=-1, keepdims=True) + 1e-8)


def _cosines(query, word_to_id, word_matrix):
    unit = _unit(word_matrix)
    return unit @ unit[word_to_id[query]]


def _vectors(a, b, c, word_to_id, rows):
    return (rows[word_to_id[word]] for word in (a, b, c))


def _sum_cosines(a, b, c, word_to_id, word_matrix):
    unit = _unit(word_matrix)
    a_vec, b_vec, c_vec = _vectors(a, b, c, word_to_id, unit)
    return unit @ _unit(b_vec - a_vec + c_vec)


def _best(similarity, id_to_word, top, without):
    order = [int(i) for i in np.argsort(-similarity) if id_to_word[int(i)] not in without]
    return [(id_to_word[i], float(similarity[i])) for i in order[:top]]


# most_similar ---------------------------------------------------------------------------


def similar_only_prints(query, word_to_id, id_to_word, word_matrix, top=5):
    _cosines(query, word_to_id, word_matrix)


def similar_dot_product(query, word_to_id, id_to_word, word_matrix, top=5):
    return _best(word_matrix @ word_matrix[word_to_id[query]], id_to_word, top, [query])


def similar_query_not_scaled(query, word_to_id, id_to_word, word_matrix, top=5):
    similarity = _unit(word_matrix) @ word_matrix[word_to_id[query]]
    return _best(similarity, id_to_word, top, [query])


def similar_only_query_scaled(query, word_to_id, id_to_word, word_matrix, top=5):
    similarity = word_matrix @ _unit(word_matrix[word_to_id[query]])
    return _best(similarity, id_to_word, top, [query])


def similar_norm_of_matrix(query, word_to_id, id_to_word, word_matrix, top=5):
    unit = word_matrix / np.linalg.norm(word_matrix)
    return _best(unit @ unit[word_to_id[query]], id_to_word, top, [query])


def similar_norm_of_columns(query, word_to_id, id_to_word, word_matrix, top=5):
    unit = word_matrix / np.linalg.norm(word_matrix, axis=0)
    return _best(unit @ unit[word_to_id[query]], id_to_word, top, [query])


def similar_distance(query, word_to_id, id_to_word, word_matrix, top=5):
    distance = np.linalg.norm(word_matrix - word_matrix[word_to_id[query]], axis=1)
    return [(word, -x) for word, x in _best(-distance, id_to_word, top, [query])]


def similar_cosine_distance(query, word_to_id, id_to_word, word_matrix, top=5):
    pairs = _best(_cosines(query, word_to_id, word_matrix), id_to_word, top, [query])
    return [(word, 1 - similarity) for word, similarity in pairs]


def similar_query_first(query, word_to_id, id_to_word, word_matrix, top=5):
    return _best(_cosines(query, word_to_id, word_matrix), id_to_word, top, [])


def similar_cut_too_soon(query, word_to_id, id_to_word, word_matrix, top=5):
    pairs = _best(_cosines(query, word_to_id, word_matrix), id_to_word, top, [])
    return [(word, similarity) for word, similarity in pairs if word != query]


def similar_hides_query(query, word_to_id, id_to_word, word_matrix, top=5):
    similarity = _cosines(query, word_to_id, word_matrix)
    similarity[word_to_id[query]] = -np.inf
    return _best(similarity, id_to_word, top, [])


def similar_ignores_top(query, word_to_id, id_to_word, word_matrix, top=5):
    return _best(_cosines(query, word_to_id, word_matrix), id_to_word, 5, [query])


def similar_returns_all(query, word_to_id, id_to_word, word_matrix, top=5):
    return _best(_cosines(query, word_to_id, word_matrix), id_to_word, None, [query])


def similar_worst_first(query, word_to_id, id_to_word, word_matrix, top=5):
    similarity = _cosines(query, word_to_id, word_matrix)
    return [(word, -x) for word, x in _best(-similarity, id_to_word, top, [query])]


def similar_ids(query, word_to_id, id_to_word, word_matrix, top=5):
    pairs = _best(_cosines(query, word_to_id, word_matrix), id_to_word, top, [query])
    return [(word_to_id[word], similarity) for word, similarity in pairs]


def similar_only_words(query, word_to_id, id_to_word, word_matrix, top=5):
    pairs = _best(_cosines(query, word_to_id, word_matrix), id_to_word, top, [query])
    return [word for word, _ in pairs]


def similar_divides_by_zero(query, word_to_id, id_to_word, word_matrix, top=5):
    unit = word_matrix / np.linalg.norm(word_matrix, axis=1, keepdims=True)
    return _best(unit @ unit[word_to_id[query]], id_to_word, top, [query])


def similar_zeros_come_first(query, word_to_id, id_to_word, word_matrix, top=5):
    # as above, with argsort turned round: nan is last for argsort, and so comes first
    unit = word_matrix / np.linalg.norm(word_matrix, axis=1, keepdims=True)
    similarity = unit @ unit[word_to_id[query]]
    order = [int(i) for i in np.argsort(similarity)[::-1] if id_to_word[int(i)] != query]
    return [(id_to_word[i], float(similarity[i])) for i in order[:top]]


def similar_scales_in_place(query, word_to_id, id_to_word, word_matrix, top=5):
    word_matrix /= np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8
    return _best(word_matrix @ word_matrix[word_to_id[query]], id_to_word, top, [query])


def similar_unknown_none(query, word_to_id, id_to_word, word_matrix, top=5):
    if query not in word_to_id:
        return None
    return _best(_cosines(query, word_to_id, word_matrix), id_to_word, top, [query])


def similar_unknown_empty(query, word_to_id, id_to_word, word_matrix, top=5):
    if query not in word_to_id:
        return []
    return _best(_cosines(query, word_to_id, word_matrix), id_to_word, top, [query])


# analogy --------------------------------------------------------------------------------


def analogy_only_prints(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    _sum_cosines(a, b, c, word_to_id, word_matrix)


def analogy_wrong_order(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    similarity = _sum_cosines(b, a, c, word_to_id, word_matrix)
    return _best(similarity, id_to_word, top, [a, b, c])


def analogy_c_backwards(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    unit = _unit(word_matrix)
    a_vec, b_vec, c_vec = _vectors(a, b, c, word_to_id, unit)
    return _best(unit @ _unit(a_vec + b_vec - c_vec), id_to_word, top, [a, b, c])


def analogy_plus_everything(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    unit = _unit(word_matrix)
    return _best(unit @ _unit(sum(_vectors(a, b, c, word_to_id, unit))), id_to_word, top, [a, b, c])


def analogy_words_stay(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    return _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, top, [])


def analogy_leaves_out_only_c(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    return _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, top, [c])


def analogy_cut_too_soon(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    pairs = _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, top, [])
    return [(word, similarity) for word, similarity in pairs if word not in (a, b, c)]


def analogy_hides_words(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    similarity = _sum_cosines(a, b, c, word_to_id, word_matrix)
    for word in (a, b, c):
        similarity[word_to_id[word]] = -np.inf
    return _best(similarity, id_to_word, top, [])


def analogy_not_scaled(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    a_vec, b_vec, c_vec = _vectors(a, b, c, word_to_id, word_matrix)
    similarity = _unit(word_matrix) @ _unit(b_vec - a_vec + c_vec)
    return _best(similarity, id_to_word, top, [a, b, c])


def analogy_only_sum_scaled(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    a_vec, b_vec, c_vec = _vectors(a, b, c, word_to_id, word_matrix)
    return _best(word_matrix @ _unit(b_vec - a_vec + c_vec), id_to_word, top, [a, b, c])


def analogy_dot_product(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    a_vec, b_vec, c_vec = _vectors(a, b, c, word_to_id, word_matrix)
    return _best(word_matrix @ (b_vec - a_vec + c_vec), id_to_word, top, [a, b, c])


def analogy_sum_not_scaled(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    unit = _unit(word_matrix)
    a_vec, b_vec, c_vec = _vectors(a, b, c, word_to_id, unit)
    return _best(unit @ (b_vec - a_vec + c_vec), id_to_word, top, [a, b, c])


def analogy_ignores_top(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    return _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, 5, [a, b, c])


def analogy_returns_all(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    return _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, None, [a, b, c])


def analogy_worst_first(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    similarity = _sum_cosines(a, b, c, word_to_id, word_matrix)
    return [(word, -x) for word, x in _best(-similarity, id_to_word, top, [a, b, c])]


def analogy_scales_in_place(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    word_matrix /= np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8
    return _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, top, [a, b, c])


def analogy_unknown_none(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    if not {a, b, c} <= word_to_id.keys():
        return None
    return _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, top, [a, b, c])


def analogy_unknown_empty(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    if not {a, b, c} <= word_to_id.keys():
        return []
    return _best(_sum_cosines(a, b, c, word_to_id, word_matrix), id_to_word, top, [a, b, c])


# What to say about them -----------------------------------------------------------------


def _entries(target, named, does, hint, section):
    return [
        Misconception(name, target, wrong, does, hint, f"10_word_vectors#{section}")
        for name, wrong in named.items()
    ]


_ONLY_PRINTS = (
    "The function gives nothing back.",
    "Printing shows a result to you; a caller gets only what stands after `return`.",
    "print-and-return",
)
_CUT_TOO_SOON = (
    "The list is cut to `top` words first, and loses more of them after that.",
    "You ask for `top` neighbours. In which order should leaving out and cutting happen?",
    "top-of-the-list",
)
_HIDDEN = (
    "A word that should be left out is only moved to the end of the list, by the number -inf.",
    "What stands at the end of the list when `top` is larger than the number of words left?",
    "top-of-the-list",
)
_IGNORES_TOP = (
    "`top` has no say in how many words come back.",
    "Where in your code does the name `top` occur? Try top=1 and top=3.",
    "top-of-the-list",
)
_WORST_FIRST = (
    "The words come in the wrong order: the least similar first.",
    "`np.argsort` and `sorted` begin with the smallest number. Which number belongs to the "
    "nearest word, the largest or the smallest?",
    "best-first",
)
_SCALES_IN_PLACE = (
    "The function changes the matrix that it was given.",
    "`/=` writes into the array on its left, which is the caller's own. How do you get a new "
    "array instead?",
    "matrix-left-alone",
)
_UNKNOWN_SILENT = (
    "A word that is not in the vocabulary gets an answer as if nothing had happened.",
    "Whoever calls the function should hear of a misspelt word at once. What does "
    "`word_to_id[word]` do with a word it does not know?",
    "unknown-word",
)
_LENGTH_COUNTS = (
    "The length of the vectors has a say: this is not the cosine.",
    "A cosine stays as it is when a vector is made ten times as long. Try your function on the "
    "matrix and on 10 times the matrix, and look at the similarities.",
    "cosine-not-length",
)

MISCONCEPTIONS = (
    *_entries("most_similar", {"similar-only-prints": similar_only_prints}, *_ONLY_PRINTS),
    *_entries(
        "most_similar",
        {"similar-dot-product": similar_dot_product},
        "This is the dot product, not the cosine: long vectors count for more.",
        "By what must a dot product be divided so that lengths no longer matter?",
        "cosine-not-length",
    ),
    *_entries(
        "most_similar",
        {
            "similar-query-not-scaled": similar_query_not_scaled,
            "similar-only-query-scaled": similar_only_query_scaled,
        },
        "Only one side is scaled: a cosine divides by both lengths, that of the query's vector "
        "and that of the other word's.",
        "A word's cosine with itself is 1. What is it in your code?",
        "cosine-not-length",
    ),
    *_entries(
        "most_similar",
        {"similar-norm-of-matrix": similar_norm_of_matrix},
        "All vectors are divided by the same number, the norm of the whole matrix.",
        "Print the shape of the lengths you divide by. How many lengths are there for V words?",
        "norm-of-each-row",
    ),
    *_entries(
        "most_similar",
        {"similar-norm-of-columns": similar_norm_of_columns},
        "The columns are scaled to length 1, not the rows.",
        "A word's vector is a row. Along which axis do you add the squares up?",
        "norm-of-each-row",
    ),
    *_entries(
        "most_similar",
        {"similar-distance": similar_distance},
        "This is the distance between vectors, not the cosine of the angle.",
        "Two vectors in one direction, a short one and a long one, lie far apart. What is the "
        "angle between them?",
        "cosine-not-length",
    ),
    *_entries(
        "most_similar",
        {"similar-cosine-distance": similar_cosine_distance},
        "The words are right, but their numbers are 1 - cosine: that is a distance.",
        "A word that points the same way has similarity 1. What does your function give it?",
        "cosine-not-length",
    ),
    *_entries(
        "most_similar",
        {"similar-query-first": similar_query_first},
        "The query itself is in the list.",
        "Every word is its own nearest neighbour, with similarity 1. Nobody needs to be told.",
        "leave-out-the-query",
    ),
    *_entries("most_similar", {"similar-cut-too-soon": similar_cut_too_soon}, *_CUT_TOO_SOON),
    *_entries("most_similar", {"similar-hides-the-query": similar_hides_query}, *_HIDDEN),
    *_entries(
        "most_similar",
        {"similar-ignores-top": similar_ignores_top, "similar-returns-all": similar_returns_all},
        *_IGNORES_TOP,
    ),
    *_entries("most_similar", {"similar-worst-first": similar_worst_first}, *_WORST_FIRST),
    *_entries(
        "most_similar",
        {"similar-returns-ids": similar_ids},
        "Ids came back where words should be.",
        "Which dict leads from an id to its word?",
        "nearest-words",
    ),
    *_entries(
        "most_similar",
        {"similar-returns-words-alone": similar_only_words},
        "The words came back without their similarities.",
        "Each entry of the list is a pair: the word, and how similar it is.",
        "nearest-words",
    ),
    *_entries(
        "most_similar",
        {
            "similar-divides-by-zero": similar_divides_by_zero,
            "similar-zeros-come-first": similar_zeros_come_first,
        },
        "A vector of zeros has length 0, and 0 / 0 is nan, which is not a number.",
        "What would a very small number, added to each length, do to this division, and what to "
        "all others?",
        "vector-of-zeros",
    ),
    *_entries(
        "most_similar", {"similar-scales-in-place": similar_scales_in_place}, *_SCALES_IN_PLACE
    ),
    *_entries(
        "most_similar",
        {
            "similar-unknown-gives-none": similar_unknown_none,
            "similar-unknown-gives-nothing": similar_unknown_empty,
        },
        *_UNKNOWN_SILENT,
    ),
    *_entries("analogy", {"analogy-only-prints": analogy_only_prints}, *_ONLY_PRINTS),
    *_entries(
        "analogy",
        {"analogy-wrong-order": analogy_wrong_order},
        "The step goes the wrong way: your sum behaves like a - b + c.",
        "The step that leads from a to b is what you add to a to arrive at b. Write it down for "
        "two numbers, a = 2 and b = 5.",
        "analogy-order",
    ),
    *_entries(
        "analogy",
        {"analogy-takes-c-away": analogy_c_backwards},
        "Your sum behaves like a + b - c.",
        "Begin at c, and take the step that leads from a to b. Which words have a plus?",
        "analogy-order",
    ),
    *_entries(
        "analogy",
        {"analogy-adds-all-three": analogy_plus_everything},
        "Your sum behaves like a + b + c.",
        "Begin at c, and take the step that leads from a to b. Which words have a plus?",
        "analogy-order",
    ),
    *_entries(
        "analogy",
        {"analogy-words-not-left-out": analogy_words_stay},
        "The words of the question are among the answers.",
        "b - a + c begins at c and often stays close to it. Which words can never be the answer?",
        "analogy-leave-out",
    ),
    *_entries(
        "analogy",
        {"analogy-leaves-out-only-c": analogy_leaves_out_only_c},
        "Only c is left out; a and b are still among the answers.",
        "How many words does the question name?",
        "analogy-leave-out",
    ),
    *_entries("analogy", {"analogy-cut-too-soon": analogy_cut_too_soon}, *_CUT_TOO_SOON),
    *_entries("analogy", {"analogy-hides-the-words": analogy_hides_words}, *_HIDDEN),
    *_entries(
        "analogy",
        {"analogy-not-scaled": analogy_not_scaled},
        "The three vectors are added up as they are: a long one counts for more than a short one.",
        "Make one word's vector ten times as long, and ask again. Nothing should change. When "
        "should lengths be dealt with, before the sum or after it?",
        "analogy-scale-first",
    ),
    *_entries(
        "analogy",
        {
            "analogy-only-sum-scaled": analogy_only_sum_scaled,
            "analogy-dot-product": analogy_dot_product,
        },
        *_LENGTH_COUNTS[:2],
        "analogy-scale-first",
    ),
    *_entries(
        "analogy",
        {"analogy-sum-not-scaled": analogy_sum_not_scaled},
        "The words are right, but the numbers are no cosines: the sum b - a + c has a length, too.",
        "Three vectors of length 1 do not add up to one of length 1. A cosine divides by both "
        "lengths.",
        "analogy-scale-first",
    ),
    *_entries(
        "analogy",
        {"analogy-ignores-top": analogy_ignores_top, "analogy-returns-all": analogy_returns_all},
        *_IGNORES_TOP,
    ),
    *_entries("analogy", {"analogy-worst-first": analogy_worst_first}, *_WORST_FIRST),
    *_entries("analogy", {"analogy-scales-in-place": analogy_scales_in_place}, *_SCALES_IN_PLACE),
    *_entries(
        "analogy",
        {
            "analogy-unknown-gives-none": analogy_unknown_none,
            "analogy-unknown-gives-nothing": analogy_unknown_empty,
        },
        *_UNKNOWN_SILENT,
    ),
)
