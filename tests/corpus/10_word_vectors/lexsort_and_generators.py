# verdict: full
# the sum b - a + c is never made: its products with all words are sums of cosines
import numpy as np


def lengths(matrix):
    squares = np.einsum("vh,vh->v", matrix, matrix, dtype=np.float64)
    return np.where(squares == 0, 1, np.sqrt(squares))


def pairs(scores, leave_out, id_to_word, top):
    ids = (int(i) for i in np.lexsort((np.arange(len(scores)), -scores)))
    kept = (i for i in ids if i not in leave_out)
    return [(id_to_word[i], scores[i]) for i, _ in zip(kept, range(top))]


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    i, long = word_to_id[query], lengths(word_matrix)
    return pairs(word_matrix @ word_matrix[i] / (long * long[i]), [i], id_to_word, top)


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    i, j, k = map(word_to_id.__getitem__, (a, b, c))
    long = lengths(word_matrix)
    gram = word_matrix @ word_matrix[[i, j, k]].T / long[:, None] / long[[i, j, k]]
    total = gram @ [-1, 1, 1]
    square = total[j] + total[k] - total[i]
    return pairs(total / np.sqrt(square), (i, j, k), id_to_word, top)
