# verdict: full
import numpy as np


def cos_similarity(x, y, eps=1e-8):
    nx = x / (np.sqrt(np.sum(x**2)) + eps)
    ny = y / (np.sqrt(np.sum(y**2)) + eps)
    return np.dot(nx, ny)


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    if query not in word_to_id:
        raise KeyError("%s is not found" % query)

    print("\n[query] " + query)
    query_id = word_to_id[query]
    query_vec = word_matrix[query_id]

    vocab_size = len(id_to_word)
    similarity = np.zeros(vocab_size)
    for i in range(vocab_size):
        similarity[i] = cos_similarity(word_matrix[i], query_vec)

    result = []
    for i in (-1 * similarity).argsort():
        if len(result) >= top:
            break
        if id_to_word[i] == query:
            continue
        print(" %s: %s" % (id_to_word[i], similarity[i]))
        result.append((id_to_word[i], similarity[i]))
    return result


def normalize(x):
    if x.ndim == 2:
        s = np.sqrt((x * x).sum(1))
        x = x / (s.reshape((s.shape[0], 1)) + 1e-8)
    elif x.ndim == 1:
        s = np.sqrt((x * x).sum())
        x = x / (s + 1e-8)
    return x


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5, answer=None):
    for word in (a, b, c):
        if word not in word_to_id:
            raise KeyError("%s is not found" % word)

    word_matrix = normalize(word_matrix)
    a_vec, b_vec, c_vec = (
        word_matrix[word_to_id[a]],
        word_matrix[word_to_id[b]],
        word_matrix[word_to_id[c]],
    )
    query_vec = normalize(b_vec - a_vec + c_vec)
    similarity = np.dot(word_matrix, query_vec)

    result = []
    for i in (-1 * similarity).argsort():
        if len(result) == top:
            break
        if np.isnan(similarity[i]) or id_to_word[i] in (a, b, c):
            continue
        result.append((id_to_word[i], similarity[i]))
    return result
