# verdict: rejected, named similar-worst-first
import numpy as np
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    unit = word_matrix / (np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8)
    similarity = unit @ unit[word_to_id[query]]
    result = []
    for i in similarity.argsort():
        if id_to_word[i] != query and len(result) < top:
            result.append((id_to_word[i], float(similarity[i])))
    return result
