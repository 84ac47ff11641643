# verdict: full
import numpy as np
from scipy.special import expit, log_expit


class EmbeddingDot:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, h, idx):
        (W,) = self.params
        self.h = h
        self.one_hot = np.eye(len(W), dtype=W.dtype)[idx]
        return (self.one_hot * (h @ W.T)).sum(axis=1)

    def backward(self, dout):
        (W,) = self.params
        weighted = dout[:, np.newaxis] * self.one_hot
        self.grads[0][...] = weighted.T @ self.h
        return weighted @ W


class SigmoidWithLoss:
    def __init__(self):
        self.params = []
        self.grads = []

    def forward(self, x, t):
        self.x, self.t = x.copy(), t.copy()
        yes, no = t == 1, t == 0
        return -(log_expit(x[yes]).sum() + log_expit(-x[no]).sum()) / len(x)

    def backward(self, dout=1):
        return dout * (expit(self.x) - self.t) / len(self.x)
