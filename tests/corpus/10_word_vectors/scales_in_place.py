# verdict: rejected, named similar-scales-in-place
import numpy as np
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    for row in word_matrix:
        row /= np.linalg.norm(row) + 1e-8
    s = word_matrix @ word_matrix[word_to_id[query]]
    order = sorted(range(len(s)), key=lambda i: s[i], reverse=True)
    return [(id_to_word[i], s[i]) for i in order if id_to_word[i] != query][:top]
