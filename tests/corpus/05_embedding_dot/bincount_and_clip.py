# verdict: full
import numpy as np


class EmbeddingDot:
    """With type hints, extra attributes and an extra keyword."""

    def __init__(self, W: np.ndarray, *, name: str = "dot") -> None:
        self.name = name
        self.W, self.dW = W, np.zeros_like(W)
        self.params = [self.W]
        self.grads = [self.dW]
        self.calls = 0

    def forward(self, h: np.ndarray, idx: np.ndarray) -> np.ndarray:
        self.calls += 1
        self.h, self.idx = h, idx
        self.rows = self.W.take(idx, axis=0)
        return np.diag(h @ self.rows.T).copy()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        d = dout[:, None] * self.h
        for j in range(self.W.shape[1]):
            self.dW[:, j] = np.bincount(self.idx, weights=d[:, j], minlength=len(self.W))
        return dout[:, None] * self.rows


def cross_entropy_error(y, t):
    batch_size = y.shape[0]
    return -np.sum(np.log(y[np.arange(batch_size), t])) / batch_size


class SigmoidWithLoss:
    def __init__(self):
        self.loss = None

    def forward(self, x, t):
        self.t = t
        x = np.clip(x, -500, 500)
        self.y = np.clip(1 / (1 + np.exp(-x)), 1e-12, 1 - 1e-12)
        self.loss = cross_entropy_error(np.c_[1 - self.y, self.y], self.t)
        return self.loss

    def backward(self, dout=1):
        return (self.y - self.t) * dout / self.t.shape[0]
