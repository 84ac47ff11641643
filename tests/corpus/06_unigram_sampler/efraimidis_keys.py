# verdict: full
import math
import random
from dataclasses import dataclass, field

import numpy as np


@dataclass
class UnigramSampler:
    corpus: np.ndarray
    power: float
    sample_size: int
    weights: list = field(init=False)

    def __post_init__(self):
        words = self.corpus.tolist()
        self.weights = [0] * (max(words) + 1)
        for word in words:
            self.weights[word] += 1
        self.weights = [math.pow(count, self.power) for count in self.weights]

    def get_negative_sample(self, target):
        return np.array([self._row(answer) for answer in target])

    def _row(self, answer):
        keys = {
            word: math.log(1 - random.random()) / weight
            for word, weight in enumerate(self.weights)
            if word != answer
        }
        if len(keys) < self.sample_size:
            raise ValueError("no more words")
        return sorted(keys, key=keys.get, reverse=True)[: self.sample_size]
