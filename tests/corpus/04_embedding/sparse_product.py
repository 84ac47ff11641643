# verdict: full
import numpy as np
from scipy.sparse import csr_matrix


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        (W,) = self.params
        B = len(idx)
        self.one_hot = csr_matrix((np.ones(B, W.dtype), (np.arange(B), idx)), shape=(B, len(W)))
        return self.one_hot @ W

    def backward(self, dout):
        self.grads[0][...] = self.one_hot.T @ dout
