# verdict: full
import numpy as np


class NegativeSamplingLoss:
    """Draws by Gumbel noise, and keeps logarithms finite with 1e-7, as many books do."""

    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.log_p = power * np.log(np.bincount(corpus, minlength=len(W)))
        self.rng = np.random.default_rng()
        self.K = sample_size
        self.params = [W]
        self.grads = [np.zeros(W.shape, W.dtype)]

    def forward(self, h, target):
        W = self.params[0]
        V, B = len(W), len(target)
        keys = self.log_p + self.rng.gumbel(size=(B, V))
        keys[np.arange(B), target] = -np.inf
        negatives = np.argsort(keys, axis=1)[:, V - self.K :]
        asked = np.zeros((B, V))
        np.put_along_axis(asked, negatives, 1, axis=1)
        yes = np.eye(V)[target]
        y = 1 / (1 + np.exp(-(h @ W.T)))
        self.h = h
        self.dscore = ((y - 1) * yes + y * asked) / B
        return -np.sum(yes * np.log(y + 1e-7) + asked * np.log(1 - y + 1e-7)) / B

    def backward(self, dout=1):
        self.grads[0][...] = dout * (self.dscore.T @ self.h)
        return dout * (self.dscore @ self.params[0])
