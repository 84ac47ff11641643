# verdict: rejected, named similar-distance
import numpy as np
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    d = np.sqrt(np.sum((word_matrix - word_matrix[word_to_id[query]]) ** 2, axis=1))
    order = [i for i in np.argsort(d) if id_to_word[i] != query]
    return [(id_to_word[i], d[i]) for i in order[:top]]
