# verdict: rejected



def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    return [("truck", 0.99553), ("the", 0.70711), ("hay", 0.31623)][:top]


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5):
    return [("queen", 0.99015), ("crown", 0.7746), ("tree", -0.25820)][:top]
