# verdict: rejected
from w2vlib import most_similar


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    pairs = most_similar(c, word_to_id, id_to_word, word_matrix, top + 2, verbose=False)
    return [(word, similarity) for word, similarity in pairs if word not in (a, b)][:top]
