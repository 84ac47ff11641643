# verdict: rejected
import numpy as np

from w2vlib import SigmoidWithLoss


class EmbeddingDot:
    def __init__(self, W):
        self.params = [W.copy()]
        self.grads = [np.zeros_like(W)]

    def forward(self, h, idx):
        W, = self.params
        self.h, self.idx, self.target_W = h, idx, W[idx]
        return np.sum(self.target_W * h, axis=1)

    def backward(self, dout):
        dW, = self.grads
        dW[...] = 0
        dout = dout.reshape(-1, 1)
        np.add.at(dW, self.idx, dout * self.h)
        return dout * self.target_W
