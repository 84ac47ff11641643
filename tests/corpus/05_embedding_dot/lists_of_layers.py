# verdict: full
import numpy as np

from w2vlib import Embedding


class Multiply:
    def forward(self, a, b):
        self.a, self.b = a, b
        return a * b

    def backward(self, dout):
        return dout * self.b, dout * self.a


class SumRows:
    def forward(self, x):
        self.H = x.shape[1]
        return x.sum(axis=1)

    def backward(self, dout):
        return np.repeat(dout[:, np.newaxis], self.H, axis=1)


class EmbeddingDot:
    """Three layers in a row, each with its own backward."""

    def __init__(self, W):
        self.embed, self.multiply, self.add = Embedding(W), Multiply(), SumRows()
        self.params, self.grads = self.embed.params, self.embed.grads

    def forward(self, h, idx):
        return self.add.forward(self.multiply.forward(h, self.embed.forward(idx)))

    def backward(self, dout):
        dh, drows = self.multiply.backward(self.add.backward(dout))
        self.embed.backward(drows)
        return dh


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y


class SigmoidWithLoss:
    def __init__(self):
        self.sigmoid = Sigmoid()
        self.params, self.grads = [], []

    def forward(self, x, t, eps=1e-7):
        self.y = self.sigmoid.forward(x)
        self.t = t
        loss = 0.0
        for y, label in zip(self.y, t):
            loss -= np.log(y + eps) if label == 1 else np.log(1 - y + eps)
        return loss / len(t)

    def backward(self, dout=1):
        dx = [(y - label) * dout / len(self.t) for y, label in zip(self.y, self.t)]
        return np.array(dx)
