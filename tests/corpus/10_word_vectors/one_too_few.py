# verdict: rejected, named similar-cut-too-soon
import numpy as np
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    W = word_matrix / (np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8)
    s = W @ W[word_to_id[query]]
    result = []
    for i in np.argsort(-s)[:top]:
        if id_to_word[i] == query:
            continue
        result.append((id_to_word[i], s[i]))
    return result
