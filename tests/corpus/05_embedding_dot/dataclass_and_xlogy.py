# verdict: full
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, xlogy


@dataclass
class EmbeddingDot:
    W: np.ndarray

    def __post_init__(self):
        self.dW = np.zeros_like(self.W)

    @property
    def params(self):
        return [self.W]

    @property
    def grads(self):
        return [self.dW]

    def forward(self, h, idx):
        self.h, self.idx = np.array(h), list(idx)
        return np.array([w @ x for w, x in zip(self.W[self.idx], self.h)])

    def backward(self, dout):
        self.dW[:] = 0
        for d, x, i in zip(dout, self.h, self.idx):
            self.dW[i] += d * x
        return np.stack([d * self.W[i] for d, i in zip(dout, self.idx)])


@dataclass
class SigmoidWithLoss:
    smallest: float = 1e-12

    def forward(self, x, t):
        y = np.clip(expit(x.astype(np.float64)), self.smallest, 1 - self.smallest)
        self.error = y - t
        return -(xlogy(t, y) + xlogy(1 - t, 1 - y)).mean()

    def backward(self, dout=1):
        return dout * self.error / self.error.shape[0]
