# verdict: rejected
import numpy as np

from w2vlib import most_similar


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    unit = word_matrix / np.linalg.norm(word_matrix, axis=1, keepdims=True)
    vector = unit[word_to_id[b]] + unit[word_to_id[c]]
    similarity = unit @ (vector / np.linalg.norm(vector))
    order = [i for i in np.argsort(-similarity) if id_to_word[i] not in (a, b, c)]
    return [(id_to_word[i], similarity[i]) for i in order[:top]]
