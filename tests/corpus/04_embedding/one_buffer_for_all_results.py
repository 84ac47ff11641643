# verdict: rejected
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        W, = self.params
        self.idx = idx
        if not hasattr(self, "out") or len(self.out) != len(idx):
            self.out = np.empty((len(idx), W.shape[1]), W.dtype)
        self.out[...] = W[idx]
        return self.out

    def backward(self, dout):
        dW, = self.grads
        dW[...] = 0
        np.add.at(dW, self.idx, dout)
