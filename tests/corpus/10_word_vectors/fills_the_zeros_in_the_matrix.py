# verdict: rejected
# a row of zeros is written over
import numpy as np

from w2vlib import analogy


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    word_matrix[~word_matrix.any(axis=1)] = 1e-30
    lengths = np.linalg.norm(word_matrix, axis=1)
    lengths[lengths < 1e-20] = 1
    similarity = word_matrix @ word_matrix[word_to_id[query]]
    similarity /= lengths * lengths[word_to_id[query]]
    order = [i for i in np.argsort(-similarity) if i != word_to_id[query]]
    return [(id_to_word[i], similarity[i]) for i in order[:top]]
