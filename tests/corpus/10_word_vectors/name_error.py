# verdict: rejected
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    query_vec = word_matrx[word_to_id[query]]
    return []
