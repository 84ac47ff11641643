# verdict: rejected, named similar-only-prints
import numpy as np
from w2vlib import analogy, cos_similarity

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    print('\n[query] ' + query)
    query_vec = word_matrix[word_to_id[query]]
    similarity = np.array([cos_similarity(vec, query_vec) for vec in word_matrix])
    count = 0
    for i in (-1 * similarity).argsort():
        if id_to_word[i] == query:
            continue
        print(' %s: %s' % (id_to_word[i], similarity[i]))
        count += 1
        if count >= top:
            return
