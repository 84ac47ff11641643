# verdict: rejected
import numpy as np

from w2vlib import Embedding


class EmbeddingDot:
    def __init__(self, W):
        self.embed = Embedding(W)
        self.params = self.embed.params
        self.grads = self.embed.grads
        self.cache = None

    def forward(self, h, idx):
        target_W = self.embed.forward(idx)
        out = np.sum(target_W * h, axis=1)
        self.cache = (h, target_W)
        return out

    def backward(self, dout):
        h, target_W = self.cache
        dout = dout.reshape(dout.shape[0], 1)
        dtarget_W = dout * h
        self.embed.backward(dtarget_W)
        dh = dout * target_W
        return dh


class SigmoidWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = np.exp(x) / (1 + np.exp(x))
        return np.nan_to_num(-np.mean(np.where(t == 1, np.log(self.y), np.log(1 - self.y))))

    def backward(self, dout=1):
        return (self.y - self.t) * dout / len(self.t)
