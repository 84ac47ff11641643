# verdict: rejected, named analogy-wrong-order
import numpy as np
from w2vlib import most_similar

def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    W = word_matrix / (np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8)
    a_vec, b_vec, c_vec = W[word_to_id[a]], W[word_to_id[b]], W[word_to_id[c]]
    query_vec = a_vec - b_vec + c_vec
    query_vec /= np.linalg.norm(query_vec)
    s = W @ query_vec
    order = [i for i in np.argsort(-s) if id_to_word[i] not in (a, b, c)]
    return [(id_to_word[i], s[i]) for i in order[:top]]
