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
        words, place = np.unique(self.idx, return_inverse=True)
        dW = np.zeros((len(words), dout.shape[1]))
        np.add.at(dW, place, dout)
        self.grads[0] = dW
