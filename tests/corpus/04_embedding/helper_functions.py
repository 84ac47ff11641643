# verdict: full
import numpy as np


def take_rows(W, idx):
    return W[idx]


def add_rows(total, idx, rows):
    for i, row in zip(idx, rows):
        total[i] += row


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.idx = None

    def forward(self, idx):
        W, = self.params
        self.idx = idx
        return take_rows(W, idx)

    def backward(self, dout):
        dW, = self.grads
        dW[...] = 0
        add_rows(dW, self.idx, dout)
