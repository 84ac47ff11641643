# verdict: rejected
# a misspelt a or b is taken for the first word
import numpy as np

from w2vlib import most_similar


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    if c not in word_to_id:
        raise KeyError(c)
    unit = word_matrix / np.linalg.norm(word_matrix, axis=1, keepdims=True)
    rows = [unit[word_to_id.get(word, 0)] for word in (a, b, c)]
    vector = rows[1] - rows[0] + rows[2]
    similarity = unit @ (vector / np.linalg.norm(vector))
    order = [i for i in np.argsort(-similarity) if id_to_word[i] not in (a, b, c)]
    return [(id_to_word[i], similarity[i]) for i in order[:top]]
