# verdict: full
import random

import numpy as np


class Alias:
    """Walker's table: a word in two steps, however large the vocabulary is."""

    def __init__(self, p):
        n = len(p)
        self.share, self.other = [x * n / sum(p) for x in p], list(range(n))
        small = [i for i in range(n) if self.share[i] < 1]
        large = [i for i in range(n) if self.share[i] >= 1]
        while small and large:
            s, l = small.pop(), large.pop()
            self.other[s] = l
            self.share[l] -= 1 - self.share[s]
            (small if self.share[l] < 1 else large).append(l)

    def draw(self):
        i = random.randrange(len(self.share))
        return i if random.random() < self.share[i] else self.other[i]


class NegativeSamplingLoss:
    __slots__ = ("table", "K", "params", "grads", "saved")

    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.table = Alias([c**power for c in np.bincount(corpus).tolist()])
        self.K = sample_size
        # the yes and the noes have a gradient of their own each
        self.params = [W, W]
        self.grads = [np.zeros_like(W), np.zeros_like(W)]

    def forward(self, h, target):
        negatives = np.empty((len(target), self.K), dtype=np.int64)
        for b, t in enumerate(target):
            chosen = set()
            while len(chosen) < self.K:
                word = self.table.draw()
                if word != t:
                    chosen.add(word)
            negatives[b] = list(chosen)
        W = self.params[0]
        yes = (h * W[target]).sum(axis=1)
        no = (W[negatives] @ h[:, :, None])[:, :, 0]
        self.saved = h, target, negatives, yes, no
        return (np.log1p(np.exp(-yes)) + np.log1p(np.exp(no)).sum(axis=1)).mean()

    def backward(self, dout=1):
        h, target, negatives, yes, no = self.saved
        W, B = self.params[0], len(target)
        dyes = -dout / B / (1 + np.exp(yes))
        dno = dout / B / (1 + np.exp(-no))
        V, H = W.shape
        for j in range(H):
            self.grads[0][:, j] = np.bincount(target, dyes * h[:, j], V)
            self.grads[1][:, j] = np.bincount(negatives.ravel(), (dno * h[:, [j]]).ravel(), V)
        return dyes[:, None] * W[target] + np.einsum("bk,bkh->bh", dno, W[negatives])
