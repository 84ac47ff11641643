# verdict: full
import numpy as np
from w2vlib import Embedding, NegativeSamplingLoss


class CBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus, *, sample_size=5, seed=None):
        rng = np.random.default_rng(seed)
        self.embed = Embedding(rng.normal(0, 0.01, (vocab_size, hidden_size)))
        W_out = rng.normal(0, 0.01, (vocab_size, hidden_size))
        self.loss = NegativeSamplingLoss(W_out, corpus, 0.75, sample_size, rng=rng)
        self.params = self.embed.params + self.loss.params
        self.grads = self.embed.grads + self.loss.grads

    @property
    def word_vecs(self):
        return self.embed.params[0]

    def forward(self, contexts, target):
        # all columns at once: the ids, one under the other
        self.shape = contexts.shape
        rows = self.embed.forward(contexts.reshape(-1))
        h = rows.reshape(*self.shape, -1).mean(axis=1)
        return self.loss.forward(h, target)

    def backward(self, dout=1):
        dh = self.loss.backward(dout) / self.shape[1]
        self.embed.backward(np.repeat(dh, self.shape[1], axis=0))
