# verdict: full
import random

import numpy as np


def draw_words(words, size, p, seed):
    source = random.Random(seed)
    left = [(word, chance) for word, chance in zip(words, p, strict=True) if chance > 0]
    drawn = []
    while len(drawn) < size:
        found = source.choices(left, weights=[chance for _, chance in left])[0]
        left.remove(found)
        drawn.append(found[0])
    return np.array(drawn)


def power_distribution(p, power):
    powered = [0 if x == 0 else x**power for x in p.tolist()]
    return np.array(powered) / sum(powered)


def word_distribution(corpus, power):
    corpus = corpus.tolist()
    counts = [corpus.count(word_id) for word_id in range(max(corpus) + 1)]
    return power_distribution(np.array(counts, dtype=np.float32), power)
