# verdict: full
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        # sorted once, so that equal ids stand side by side
        self.order = np.argsort(idx)
        self.words, self.begin = np.unique(idx[self.order], return_index=True)
        return self.params[0][idx, :]

    def backward(self, dout):
        self.grads[0].fill(0)
        self.grads[0][self.words] = np.add.reduceat(dout[self.order], self.begin, axis=0)
