# verdict: full
import numpy as np
from w2vlib import EmbeddingDot, SigmoidWithLoss, UnigramSampler


class NegativeSamplingLoss:
    """All questions as one batch of B · (K + 1) rows."""

    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.n = sample_size + 1
        self.sampler = UnigramSampler(corpus, power, sample_size)
        self.dot = EmbeddingDot(W)
        self.loss = SigmoidWithLoss()
        self.params, self.grads = self.dot.params, self.dot.grads

    def forward(self, h, target):
        ids = np.hstack([target.reshape(-1, 1), self.sampler.get_negative_sample(target)])
        label = np.zeros(ids.shape, dtype=int)
        label[:, 0] = 1
        score = self.dot.forward(np.repeat(h, self.n, axis=0), ids.ravel())
        return self.n * self.loss.forward(score, label.ravel())

    def backward(self, dout=1.0):
        dh = self.dot.backward(self.loss.backward(dout * self.n))
        return dh.reshape(-1, self.n, dh.shape[1]).sum(axis=1)
