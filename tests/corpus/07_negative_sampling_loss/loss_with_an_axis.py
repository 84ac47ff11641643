# verdict: rejected
import numpy as np
from w2vlib import UnigramSampler


class NegativeSamplingLoss:
    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.sampler = UnigramSampler(corpus, power, sample_size)
        self.params, self.grads = [W], [np.zeros_like(W)]

    def forward(self, h, target):
        W = self.params[0]
        ids = np.column_stack([target, self.sampler.get_negative_sample(target)])
        rows = W[ids]
        label = np.eye(1, ids.shape[1])
        score = np.einsum("bkh,bh->bk", rows, h)
        y = 1 / (1 + np.exp(-score))
        self.cache = h, ids, rows, (y - label) / len(h)
        return -np.log(np.where(label == 1, y, 1 - y)).sum(keepdims=True)[0] / len(h)

    def backward(self, dout=1):
        h, ids, rows, dscore = self.cache
        self.grads[0][...] = 0
        np.add.at(self.grads[0], ids, dout * dscore[:, :, None] * h[:, None, :])
        return dout * np.einsum("bk,bkh->bh", dscore, rows)
