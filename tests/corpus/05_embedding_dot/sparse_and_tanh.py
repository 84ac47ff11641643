# verdict: full
import numpy as np
from scipy.sparse import csr_array


class EmbeddingDot:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def _taken(self, values, idx):
        V = len(self.params[0])
        return csr_array((values, (np.arange(len(idx)), idx)), shape=(len(idx), V))

    def forward(self, h, idx):
        (W,) = self.params
        self.h, self.idx = h, idx
        return np.multiply(self._taken(np.ones(len(idx)), idx) @ W, h).sum(axis=-1)

    def backward(self, dout):
        weighted = self._taken(dout, self.idx)
        np.copyto(self.grads[0], weighted.T @ self.h)
        return weighted @ self.params[0]


class SigmoidWithLoss:
    params, grads = [], []

    def forward(self, x, t):
        self.half_error = 0.5 * (1 + np.tanh(x / 2)) - t
        return float(np.mean(np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0) - t * x))

    def backward(self, dout=1):
        return self.half_error * (dout / self.half_error.size)
