# verdict: rejected
import numpy as np

from w2vlib import analogy


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5, result=[]):
    unit = word_matrix / (np.linalg.norm(word_matrix, axis=1, keepdims=True) + 1e-8)
    similarity = unit @ unit[word_to_id[query]]
    for i in [i for i in np.argsort(-similarity) if i != word_to_id[query]][:top]:
        result.append((id_to_word[i], similarity[i]))
    return result
