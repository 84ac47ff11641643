# verdict: rejected
import numpy as np


class EmbeddingDot:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, h, idx):
        self.h, self.idx = h, idx
        return (self.params[0][idx] * h).sum(1)

    def backward(self, dout):
        W = self.params[0]
        dW = np.zeros_like(W)
        np.add.at(dW, self.idx, dout[:, None] * self.h)
        self.grads = [dW]
        return dout[:, None] * W[self.idx]


class SigmoidWithLoss:
    def __init__(self):
        self.params, self.grads = [], []
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.t = t
        self.y = 1 / (1 + np.exp(-x))
        return -np.mean(t * np.log(self.y + 1e-7) + (1 - t) * np.log(1 - self.y + 1e-7))

    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        dx = (self.y - self.t) * dout / batch_size
        return dx
