# verdict: full
import math
import numpy as np
from w2vlib import UnigramSampler


class CBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.V, self.H, self.C = vocab_size, hidden_size, 2 * window_size
        self.W_in = np.random.normal(scale=0.01, size=(self.V, self.H))
        self.W_out = np.random.normal(scale=0.01, size=(self.V, self.H))
        self.dW_in, self.dW_out = np.zeros((self.V, self.H)), np.zeros((self.V, self.H))
        self.params, self.grads = [self.W_in, self.W_out], [self.dW_in, self.dW_out]
        self.sampler = UnigramSampler(corpus, 0.75, 5)
        self.word_vecs = self.W_in

    def bag(self, ids):
        """How often each word stands in a window, as shares."""
        shares = np.zeros(self.V)
        for i in ids:
            shares[i] += 1 / self.C
        return shares

    def forward(self, contexts, target):
        self.contexts, self.target = contexts.copy(), target.copy()
        self.negatives = self.sampler.get_negative_sample(target)
        self.h = np.array([self.bag(ids) @ self.W_in for ids in contexts])
        total = 0.0
        for b in range(len(target)):
            total += math.log1p(math.exp(-self.h[b] @ self.W_out[target[b]]))
            for k in self.negatives[b]:
                total += math.log1p(math.exp(self.h[b] @ self.W_out[k]))
        return total / len(target)

    def backward(self, dout=1):
        self.dW_in.fill(0)
        self.dW_out.fill(0)
        B = len(self.target)
        for b in range(B):
            dh = np.zeros(self.H)
            for word, label in [(self.target[b], 1)] + [(k, 0) for k in self.negatives[b]]:
                y = 1 / (1 + math.exp(-self.h[b] @ self.W_out[word]))
                dscore = (y - label) / B * dout
                self.dW_out[word] += dscore * self.h[b]
                dh += dscore * self.W_out[word]
            self.dW_in += np.outer(self.bag(self.contexts[b]), dh)
        return None
