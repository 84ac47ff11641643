# verdict: full
import numpy as np


def of(vector, ids, id_to_word, matrix, top):
    matrix = matrix.astype(np.float64)
    matrix /= np.maximum(np.sqrt(np.square(matrix).sum(1)), 1e-12)[:, None]
    similarity = matrix @ vector / np.sqrt(vector @ vector)
    similarity[ids] = -2
    top = min(top, len(similarity) - len(set(ids)))
    best = np.argpartition(similarity, -top)[-top:]
    best = best[np.argsort(similarity[best])[::-1]]
    return list(zip([id_to_word[i] for i in best.tolist()], similarity[best].tolist()))


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    i = word_to_id[query]
    return of(word_matrix[i].astype(float), [i], id_to_word, word_matrix, top)


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    ids = [word_to_id[a], word_to_id[b], word_to_id[c]]
    a, b, c = (v / np.sqrt(v @ v) for v in word_matrix[ids].astype(float))
    return of(c + (b - a), ids, id_to_word, word_matrix, top)
