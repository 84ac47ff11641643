# verdict: full
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        self.idx = idx
        return self.params[0].take(idx, axis=0)

    def backward(self, dout):
        (dW,) = self.grads
        for column in range(dW.shape[1]):
            dW[:, column] = np.bincount(self.idx, weights=dout[:, column], minlength=len(dW))
