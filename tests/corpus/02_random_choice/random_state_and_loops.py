# verdict: full
import numpy as np


def draw_words(words, size, p, seed):
    random = np.random.RandomState(seed)
    p = np.array(p)
    drawn = []
    for _ in range(size):
        p = p / p.sum()
        i = random.choice(len(words), p=p)
        drawn.append(words[i])
        p[i] = 0
    return np.array(drawn)


def power_distribution(p, power):
    total = 0.0
    powered = []
    for probability in p:
        powered.append(probability**power if probability > 0 else 0.0)
        total += powered[-1]
    return np.array([x / total for x in powered])


def word_distribution(corpus, power):
    counts = np.zeros(max(corpus) + 1)
    for word_id in corpus:
        counts[word_id] += 1
    powered = np.array([count**power if count else 0 for count in counts])
    return powered / sum(powered)
