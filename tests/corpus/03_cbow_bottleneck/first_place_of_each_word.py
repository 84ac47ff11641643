# verdict: rejected
# a word that comes again gets the neighbours of its first place
import numpy as np


def create_contexts_target(corpus, window_size=1):
    ids, w = corpus.tolist(), window_size
    contexts = []
    for word_id in ids[w:-w]:
        i = max(ids.index(word_id), w)
        contexts.append(ids[i - w : i] + ids[i + 1 : i + 1 + w])
    return np.array(contexts), corpus[w:-w].copy()
