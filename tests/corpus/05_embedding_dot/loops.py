# verdict: full
import math

import numpy as np


class EmbeddingDot:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, h, idx):
        self.h = h
        self.idx = idx
        scores = []
        for b, word_id in enumerate(idx):
            scores.append(float(np.dot(h[b], self.params[0][word_id])))
        return np.array(scores)

    def backward(self, dout):
        W = self.params[0]
        dW = self.grads[0]
        dW[:] = 0
        dh = np.empty_like(self.h)
        for b, word_id in enumerate(self.idx):
            dW[word_id] += dout[b] * self.h[b]
            dh[b] = dout[b] * W[word_id]
        return dh


def cost(x, t):
    """One example: log(1 + e^-x) for a yes, log(1 + e^x) for a no."""
    x = -x if t == 1 else x
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


class SigmoidWithLoss:
    def __init__(self):
        self.x = None
        self.t = None

    def forward(self, x, t):
        self.x, self.t = x, t
        return sum(cost(float(a), int(b)) for a, b in zip(x, t, strict=True)) / len(x)

    def backward(self, dout=1):
        dx = []
        for a, b in zip(self.x, self.t, strict=True):
            y = math.exp(-cost(float(a), 1))
            dx.append((y - b) / len(self.x) * dout)
        return np.array(dx)
