# verdict: rejected
import numpy as np

from w2vlib import most_similar


result = []


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    unit = word_matrix / np.linalg.norm(word_matrix, axis=1, keepdims=True)
    vector = unit[word_to_id[b]] - unit[word_to_id[a]] + unit[word_to_id[c]]
    similarity = unit @ (vector / np.linalg.norm(vector))
    result.clear()
    for i in np.argsort(-similarity):
        if id_to_word[i] not in (a, b, c) and len(result) < top:
            result.append((id_to_word[i], similarity[i]))
    return result
