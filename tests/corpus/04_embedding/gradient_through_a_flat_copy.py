# verdict: rejected
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        W, = self.params
        self.idx = idx
        return W[idx]

    def backward(self, dout):
        dW, = self.grads
        dW[...] = 0
        H = dW.shape[1]
        flat = dW.ravel()
        np.add.at(flat, (self.idx[:, None] * H + np.arange(H)).ravel(), dout.ravel())
