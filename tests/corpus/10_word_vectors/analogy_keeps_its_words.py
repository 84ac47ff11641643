# verdict: rejected, named analogy-words-not-left-out
import numpy as np
from w2vlib import most_similar

def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    W = word_matrix / (np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8)
    a_vec, b_vec, c_vec = W[[word_to_id[a], word_to_id[b], word_to_id[c]]]
    query_vec = b_vec - a_vec + c_vec
    s = W @ (query_vec / np.linalg.norm(query_vec))
    return [(id_to_word[i], s[i]) for i in np.argsort(-s)[:top]]
