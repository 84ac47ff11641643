# verdict: full
import numpy as np


def normalize(matrix):
    return matrix / (np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-8)


def best(similarity, id_to_word, top, without):
    order = np.argsort(-similarity)
    order = [i for i in order if i not in without]
    return [(id_to_word[i], similarity[i]) for i in order[:top]]


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    query_id = word_to_id[query]
    unit = normalize(word_matrix)
    return best(unit @ unit[query_id], id_to_word, top, {query_id})


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    ids = [word_to_id[word] for word in (a, b, c)]
    unit = normalize(word_matrix)
    vector = unit[ids[1]] - unit[ids[0]] + unit[ids[2]]
    vector = vector / np.linalg.norm(vector)
    return best(unit @ vector, id_to_word, top, set(ids))
