# verdict: rejected, named similar-norm-of-matrix
import numpy as np
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    W = word_matrix / np.linalg.norm(word_matrix)
    s = W @ W[word_to_id[query]]
    order = [i for i in np.argsort(-s) if i != word_to_id[query]]
    return [(id_to_word[i], s[i]) for i in order[:top]]
