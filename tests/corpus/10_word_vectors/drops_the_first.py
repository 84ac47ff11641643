# verdict: rejected
import numpy as np

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    query_id = word_to_id[query]
    lengths = np.linalg.norm(word_matrix, axis=1, keepdims=True)
    scaled = word_matrix / (lengths + 1e-8)
    similarity = scaled @ scaled[query_id]
    others = np.argsort(-similarity)[1:]
    return [(id_to_word[i], similarity[i]) for i in others[:top]]


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    ids = [word_to_id[word] for word in (a, b, c)]
    scaled = word_matrix / np.linalg.norm(word_matrix, axis=1, keepdims=True)
    a_vec, b_vec, c_vec = scaled[ids]
    total = b_vec - a_vec + c_vec
    similarity = scaled @ (total / np.linalg.norm(total))
    best = [i for i in np.argsort(-similarity) if i not in ids]
    return [(id_to_word[i], similarity[i]) for i in best[:top]]
