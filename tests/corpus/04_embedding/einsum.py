# verdict: full
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params, self.grads = [W], [np.zeros(W.shape)]

    def forward(self, idx):
        W = self.params[0]
        self.one_hot = np.zeros((len(idx), W.shape[0]))
        self.one_hot[np.arange(len(idx)), idx] = 1
        return np.einsum("bv,vh->bh", self.one_hot, W)

    def backward(self, dout):
        np.einsum("bv,bh->vh", self.one_hot, dout, out=self.grads[0])
