# verdict: full
from scipy.spatial.distance import cdist

import numpy as np


def ranked(vector, words, id_to_word, word_matrix, top):
    with np.errstate(all="ignore"):
        cosines = 1 - cdist(vector[np.newaxis], word_matrix, "cosine")[0]
    cosines = np.nan_to_num(cosines)
    table = {id_to_word[i]: cosines[i] for i in range(len(cosines))}
    for word in words:
        del table[word]
    return sorted(table.items(), key=lambda pair: -pair[1])[:top]


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5, **kwargs):
    return ranked(word_matrix[word_to_id[query]], {query}, id_to_word, word_matrix, top)


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5, **kwargs):
    unit = word_matrix / np.linalg.norm(word_matrix, axis=1)[:, None]
    vector = unit[word_to_id[b]] - unit[word_to_id[a]] + unit[word_to_id[c]]
    return ranked(vector, {a, b, c}, id_to_word, word_matrix, top)
