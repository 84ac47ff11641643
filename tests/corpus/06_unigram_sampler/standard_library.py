# verdict: full
import random
from collections import Counter

import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        counts = Counter(int(word) for word in corpus)
        self.weights = {word: count**power for word, count in counts.items()}
        self.sample_size = sample_size

    def get_negative_sample(self, target):
        return np.array([self.row(int(answer)) for answer in target], dtype=np.int16)

    def row(self, answer):
        left = {word: weight for word, weight in self.weights.items() if word != answer}
        if len(left) < self.sample_size:
            raise ValueError("vocabulary too small")
        words = []
        for _ in range(self.sample_size):
            (word,) = random.choices(list(left), weights=list(left.values()))
            words.append(word)
            del left[word]
        return sorted(words)
