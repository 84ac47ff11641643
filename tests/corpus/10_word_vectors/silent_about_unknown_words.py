# verdict: rejected, named similar-unknown-gives-none
from w2vlib import analogy
from w2vlib import most_similar as neighbours

def most_similar(query, word_to_id, id_to_word, word_matrix, top=5):
    if query not in word_to_id:
        print('%s is not found' % query)
        return
    return neighbours(query, word_to_id, id_to_word, word_matrix, top)
