# verdict: rejected, named analogy-only-sum-scaled
import numpy as np
from w2vlib import most_similar

def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    a_vec, b_vec, c_vec = word_matrix[word_to_id[a]], word_matrix[word_to_id[b]], word_matrix[word_to_id[c]]
    query_vec = b_vec - a_vec + c_vec
    query_vec = query_vec / (np.sqrt(np.sum(query_vec ** 2)) + 1e-8)
    s = np.dot(word_matrix, query_vec)
    result = []
    for i in (-1 * s).argsort():
        if id_to_word[i] in (a, b, c):
            continue
        result.append((id_to_word[i], s[i]))
        if len(result) == top:
            return result
    return result
