# verdict: full
"""No sorting: the best words are taken from a heap; einsum for the products."""

import heapq
from operator import itemgetter

import numpy as np


def most_similar(
    query: str, word_to_id: dict, id_to_word: dict, word_matrix: np.ndarray, top: int = 5
) -> list[tuple[str, float]]:
    vector = word_matrix[word_to_id[query]]
    return nearest(vector, {query}, word_to_id, word_matrix, top)


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5, *, verbose=False):
    rows = word_matrix[[word_to_id[word] for word in (a, b, c)]].astype(np.float32)
    rows = rows / np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, np.newaxis]
    vector = rows[1] - rows[0] + rows[2]
    return nearest(vector, {a, b, c}, word_to_id, word_matrix, top)


def nearest(vector, without, word_to_id, word_matrix, top):
    matrix = np.array(word_matrix, dtype=np.float32)
    dots = np.einsum("ij,j->i", matrix, vector.astype(np.float32))
    lengths = np.sqrt(np.einsum("ij,ij->i", matrix, matrix)) * np.sqrt(np.vdot(vector, vector))
    cosines = np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0)
    candidates = ((word, cosines[i]) for word, i in word_to_id.items() if word not in without)
    return heapq.nlargest(top, candidates, key=itemgetter(1))
