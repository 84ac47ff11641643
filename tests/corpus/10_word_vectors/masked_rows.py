# verdict: full
"""The words of the question are taken out of the matrix before anything is measured."""

import numpy as np
from w2vlib import cos_similarity


def rest(words, word_to_id):
    kept = np.ones(len(word_to_id), dtype=bool)
    for word in words:
        kept[word_to_id[word]] = False
    return np.flatnonzero(kept)


def nearest(vector, ids, id_to_word, word_matrix, top):
    similarity = np.array([cos_similarity(word_matrix[i], vector) for i in ids])
    best = similarity.argsort()[::-1][:top]
    return tuple((np.str_(id_to_word[int(ids[k])]), similarity[k]) for k in best)


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    vector = word_matrix[word_to_id[query]]
    return nearest(vector, rest([query], word_to_id), id_to_word, word_matrix, top)


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    ids = rest([a, b, c], word_to_id)
    a, b, c = (word_matrix[word_to_id[word]] for word in (a, b, c))
    vector = b / np.linalg.norm(b) - a / np.linalg.norm(a) + c / np.linalg.norm(c)
    return nearest(vector, ids, id_to_word, word_matrix, top)
