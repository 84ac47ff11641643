# verdict: rejected, named similar-dot-product
import numpy as np
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    query_vec = word_matrix[word_to_id[query]]
    similarity = np.dot(word_matrix, query_vec)
    result = []
    for i in (-similarity).argsort():
        if id_to_word[i] == query:
            continue
        result.append((id_to_word[i], similarity[i]))
        if len(result) == top:
            break
    return result
