# verdict: rejected, named similar-query-first
import numpy as np
from w2vlib import analogy, cos_similarity

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    query_vec = word_matrix[word_to_id[query]]
    sims = [cos_similarity(vec, query_vec) for vec in word_matrix]
    order = np.argsort(sims)[::-1]
    return [(id_to_word[i], sims[i]) for i in order[:top]]
