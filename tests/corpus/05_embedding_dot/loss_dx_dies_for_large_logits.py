# verdict: rejected
import numpy as np

from w2vlib import EmbeddingDot


class SigmoidWithLoss:
    def __init__(self):
        self.params, self.grads = [], []

    def forward(self, x, t):
        self.y = np.exp(-np.logaddexp(0, -x))
        self.t = t
        return np.mean(np.logaddexp(0, x) - t * x)

    def backward(self, dout=1):
        y, t = self.y, self.t
        return -(t / (y + 1e-9) - (1 - t) / (1 - y + 1e-9)) * y * (1 - y) * dout / len(t)
