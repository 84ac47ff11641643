# verdict: full
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        (W,) = self.params
        self.idx = idx
        return np.array([W[i] for i in idx])

    def backward(self, dout):
        (dW,) = self.grads
        dW.fill(0)
        for row, word_id in zip(dout, self.idx, strict=True):
            dW[word_id] += row
        return None
