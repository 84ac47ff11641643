# verdict: rejected
import numpy as np

from w2vlib import EmbeddingDot


class SigmoidWithLoss:
    def __init__(self):
        self.params, self.grads = [], []

    def forward(self, x, t):
        self.y = np.exp(-np.logaddexp(0, -x))
        self.t = t
        return np.mean((self.y - t) ** 2)

    def backward(self, dout=1):
        return 2 * (self.y - self.t) * self.y * (1 - self.y) * dout / len(self.t)
