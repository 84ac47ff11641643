# verdict: full
import math


def cosine(x, y):
    dot = sum(float(p) * float(q) for p, q in zip(x, y))
    length = math.sqrt(sum(float(p) ** 2 for p in x)) * math.sqrt(sum(float(q) ** 2 for q in y))
    return dot / length if length else 0.0


def scaled(x):
    length = math.sqrt(sum(float(p) ** 2 for p in x))
    return [float(p) / length for p in x] if length else [0.0 for _ in x]


def ranked(vector, leave_out, id_to_word, word_matrix, top):
    pairs = []
    for word_id, word in id_to_word.items():
        if word not in leave_out:
            pairs.append([word, cosine(word_matrix[word_id], vector)])
    pairs.sort(key=lambda pair: pair[1], reverse=True)
    print("nearest:", pairs[:top])
    return pairs[:top]


def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    if query not in word_to_id:
        raise ValueError(f"{query} is not in the vocabulary")
    return ranked(word_matrix[word_to_id[query]], [query], id_to_word, word_matrix, top)


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    for word in (a, b, c):
        if word not in word_to_id:
            raise ValueError(f"{word} is not in the vocabulary")
    a_vec, b_vec, c_vec = (scaled(word_matrix[word_to_id[word]]) for word in (a, b, c))
    vector = [q - p + r for p, q, r in zip(a_vec, b_vec, c_vec)]
    return ranked(vector, [a, b, c], id_to_word, word_matrix, top)
