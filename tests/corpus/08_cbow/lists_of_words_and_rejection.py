# verdict: full
import math
import random

import numpy as np


class CBOW:
    """Word by word in Python; negatives are drawn one after another until there are five."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        def matrix():
            rows = [[random.gauss(0, 0.01) for _ in range(hidden_size)] for _ in range(vocab_size)]
            return np.array(rows)

        W_in, W_out = matrix(), matrix()
        self.params = [W_in, W_out]
        self.grads = [0 * W_in, 0 * W_out]
        self.word_vecs = W_in
        corpus = list(map(int, corpus))
        self.words = sorted(set(corpus))
        self.weights = [corpus.count(word) ** 0.75 for word in self.words]

    def negatives(self, word):
        drawn = []
        while len(drawn) < 5:
            (k,) = random.choices(self.words, self.weights)
            if k != word and k not in drawn:
                drawn.append(k)
        return drawn

    def forward(self, contexts, target):
        W_in, W_out = self.params
        self.seen = []
        loss = 0
        for ids, word in zip(contexts.tolist(), target.tolist()):
            h = np.mean([W_in[i] for i in ids], axis=0)
            for k in [word] + self.negatives(word):
                s = float(h @ W_out[k])
                loss += math.log(1 + math.exp(-s if k == word else s))
                ds = 1 / (1 + math.exp(-s)) - (k == word)
                self.seen.append((ids, h, k, ds / len(target)))
        return loss / len(target)

    def backward(self, dout=1):
        W_in, W_out = self.params
        for grad in self.grads:
            grad *= 0
        for ids, h, k, ds in self.seen:
            self.grads[1][k] += dout * ds * h
            for i in ids:
                self.grads[0][i] += dout * ds * W_out[k] / len(ids)
