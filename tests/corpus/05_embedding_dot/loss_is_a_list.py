# verdict: rejected
import numpy as np

from w2vlib import EmbeddingDot


class SigmoidWithLoss:
    def __init__(self):
        self.params, self.grads = [], []

    def forward(self, x, t):
        self.y = np.exp(-np.logaddexp(0, -x))
        self.t = t
        return [float(np.mean(np.logaddexp(0, x) - t * x))]

    def backward(self, dout=1):
        return (self.y - self.t) * dout / len(self.t)
