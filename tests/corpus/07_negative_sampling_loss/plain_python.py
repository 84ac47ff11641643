# verdict: full
import math

import numpy as np
from w2vlib import UnigramSampler


class NegativeSamplingLoss:
    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.W = W
        self.dW = np.zeros_like(W)
        self.params, self.grads = [self.W] * 2, [self.dW, np.zeros_like(W)]
        self.sampler = UnigramSampler(corpus, power, sample_size)

    def forward(self, h, target):
        self.h, self.asked, loss = h, [], 0.0
        for b, negatives in enumerate(self.sampler.get_negative_sample(target)):
            for word in [target[b], *negatives]:
                label = 1 if word == target[b] else 0
                y = 1 / (1 + math.exp(-float(np.dot(h[b], self.W[word]))))
                loss -= math.log(y if label else 1 - y) / len(h)
                self.asked.append((b, word, (y - label) / len(h)))
        return loss

    def backward(self, dout=1):
        dh = np.zeros_like(self.h)
        self.dW[:] = 0
        for b, word, dscore in self.asked:
            dh[b] += dout * dscore * self.W[word]
            self.dW[word] += dout * dscore * self.h[b]
        return dh
