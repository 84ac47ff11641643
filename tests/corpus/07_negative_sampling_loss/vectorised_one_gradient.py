# verdict: full
import numpy as np
from w2vlib import UnigramSampler


class NegativeSamplingLoss:
    def __init__(self, W, corpus, power=0.75, sample_size=5, *, rng=None):
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.sampler = UnigramSampler(corpus, power, sample_size, rng=rng)

    def forward(self, h, target):
        (W,) = self.params
        ids = np.column_stack([target, self.sampler.get_negative_sample(target)])
        rows = W[ids]
        sign = np.where(np.arange(ids.shape[1]) == 0, 1.0, -1.0)
        score = sign * np.einsum("bkh,bh->bk", rows, h)
        self.cache = h, ids, rows, -sign / (1 + np.exp(score)) / len(h)
        return np.log1p(np.exp(-score)).sum(axis=1).mean()

    def backward(self, dout=1):
        h, ids, rows, dscore = self.cache
        (dW,) = self.grads
        dW[...] = 0
        np.add.at(dW, ids, dout * dscore[:, :, None] * h[:, None, :])
        return dout * np.einsum("bk,bkh->bh", dscore, rows)
