# verdict: full
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        (W,) = self.params
        self.one_hot = (idx[:, np.newaxis] == np.arange(len(W))).astype(W.dtype)
        return self.one_hot @ W

    def backward(self, dout):
        self.grads[0][...] = self.one_hot.T @ dout
