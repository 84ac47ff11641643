# verdict: rejected, named analogy-sum-not-scaled
import numpy as np
from w2vlib import most_similar

def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    W = word_matrix / np.linalg.norm(word_matrix, axis=1, keepdims=True)
    s = W @ (W[word_to_id[b]] - W[word_to_id[a]] + W[word_to_id[c]])
    order = [i for i in np.argsort(-s) if id_to_word[i] not in (a, b, c)]
    return [(id_to_word[i], s[i]) for i in order[:top]]
