# verdict: rejected
import numpy as np

from w2vlib import analogy


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    query_id = word_to_id.pop(query)
    unit = word_matrix / (np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8)
    similarity = unit @ unit[query_id]
    pairs = [(word, similarity[i]) for word, i in word_to_id.items()]
    return sorted(pairs, key=lambda pair: -pair[1])[:top]
