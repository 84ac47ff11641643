# verdict: rejected, named similar-zeros-come-first
import numpy as np
from w2vlib import analogy

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    W = word_matrix / np.sqrt((word_matrix ** 2).sum(axis=1))[:, None]
    s = W @ W[word_to_id[query]]
    order = [i for i in np.argsort(s)[::-1] if id_to_word[i] != query]
    return [(id_to_word[i], s[i]) for i in order[:top]]
