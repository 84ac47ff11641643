# verdict: full
import numpy as np


class NegativeSamplingLoss:
    """One-hot matrices for everything; each example draws for itself."""

    def __init__(self, W, corpus, power=0.75, sample_size=5, seed=None):
        ids, counts = np.unique(corpus, return_counts=True)
        self.p = np.zeros(len(W))
        self.p[ids] = counts.astype(float) ** power
        self.K = sample_size
        self.rng = np.random.default_rng(seed)
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def draw(self, word):
        p = self.p.copy()
        p[word] = 0
        return self.rng.choice(len(p), size=self.K, replace=False, p=p / p.sum())

    def forward(self, h, target):
        (W,) = self.params
        V = len(W)
        yes = (target[:, None] == np.arange(V)).astype(h.dtype)
        no = np.stack([np.eye(V)[self.draw(word)].sum(axis=0) for word in target])
        score = h @ W.T
        sigmoid = 0.5 * (1 + np.tanh(score / 2))
        self.dscore = (yes + no) * (sigmoid - yes) / len(target)
        self.h = h
        losses = yes * np.logaddexp(0, -score) + no * np.logaddexp(0, score)
        return losses.sum(axis=1).mean()

    def backward(self, dout=1):
        dscore = self.dscore * dout
        np.copyto(self.grads[0], dscore.T @ self.h, casting="same_kind")
        return dscore @ self.params[0]
