# verdict: rejected
# the best need not be the query: another word may point the same way
import numpy as np

from w2vlib import analogy


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    unit = word_matrix / (np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8)
    similarity = unit @ unit[word_to_id[query]]
    order = np.argsort(-similarity, kind="stable")
    return [(id_to_word[i], similarity[i]) for i in order[1 : top + 1]]
