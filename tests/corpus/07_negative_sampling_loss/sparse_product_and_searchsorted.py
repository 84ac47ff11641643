# verdict: full
import numpy as np
from scipy import sparse


class NegativeSamplingLoss:
    """float64 inside; draws by cumulative sums, one after another, until K are different."""

    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.cumulative = np.cumsum(np.bincount(corpus, minlength=len(W)).astype(float) ** power)
        self.K = sample_size
        self.params, self.grads = [W], [np.zeros(W.shape)]

    def negatives(self, word):
        drawn = []
        while len(drawn) < self.K:
            u = np.random.rand() * self.cumulative[-1]
            k = int(np.searchsorted(self.cumulative, u, side="right"))
            if k != word and k not in drawn:
                drawn.append(k)
        return drawn

    def forward(self, h, target):
        B, K = len(target), self.K
        self.h = np.asarray(h, dtype=np.float64)
        asked = [[word, *self.negatives(word)] for word in target.tolist()]
        cols = np.array(asked).ravel()
        rows = np.repeat(np.arange(B), K + 1)
        label = np.tile(np.r_[1.0, np.zeros(K)], B)
        score = np.sum(self.h[rows] * self.params[0][cols], axis=1)
        y = 1 / (1 + np.exp(-score))
        self.dscore = sparse.csr_matrix(((y - label) / B, (rows, cols)), shape=(B, len(self.params[0])))
        return -np.log(np.where(label == 1, y, 1 - y)).sum() / B

    def backward(self, dout=1):
        self.grads[0][:] = (self.dscore.T @ self.h) * dout
        return (self.dscore @ self.params[0].astype(float)) * dout
