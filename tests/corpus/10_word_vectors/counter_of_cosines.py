# verdict: full
from collections import Counter
from dataclasses import dataclass

import numpy as np


@dataclass
class Vectors:
    word_to_id: dict
    matrix: np.ndarray
    eps: float = 1e-8

    @property
    def unit(self):
        return self.matrix / (np.linalg.norm(self.matrix, axis=1, keepdims=True) + self.eps)

    def near(self, vector, top, *without):
        cosines = self.unit @ (vector / np.linalg.norm(vector))
        found = Counter({w: float(cosines[i]) for w, i in self.word_to_id.items()})
        for word in without:
            found.pop(word)
        return found.most_common(top)

    def __getitem__(self, word):
        try:
            return self.unit[self.word_to_id[word]]
        except KeyError:
            raise ValueError(f"unknown word {word}") from None


class MostSimilar:
    __slots__ = ()

    def __call__(self, query, word_to_id, id_to_word, word_matrix, top=5):
        vectors = Vectors(word_to_id, word_matrix)
        return vectors.near(vectors[query], top, query)


most_similar = MostSimilar()


def analogy(a, b, c, word_to_id, id_to_word, word_matrix, top=5, *, eps=1e-8):
    vectors = Vectors(word_to_id, word_matrix, eps)
    return vectors.near(vectors[b] - vectors[a] + vectors[c], top, *{a, b, c})
