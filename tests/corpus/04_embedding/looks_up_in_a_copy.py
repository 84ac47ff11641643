# verdict: rejected
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.rows = W.copy()
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        self.idx = idx
        return self.rows[idx]

    def backward(self, dout):
        dW, = self.grads
        dW[...] = 0
        np.add.at(dW, self.idx, dout)
