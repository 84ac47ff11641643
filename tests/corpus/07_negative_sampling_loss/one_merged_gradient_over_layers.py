# verdict: full
import numpy as np
from w2vlib import EmbeddingDot, SigmoidWithLoss, UnigramSampler


class NegativeSamplingLoss:
    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.sampler = UnigramSampler(corpus, power, sample_size)
        self.questions = [(EmbeddingDot(W), SigmoidWithLoss()) for _ in range(1 + sample_size)]
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, h, target):
        words = np.concatenate([target[None], self.sampler.get_negative_sample(target).T])
        total = 0.0
        for k, (dot, sigmoid) in enumerate(self.questions):
            label = np.full(len(target), int(k == 0))
            total = total + sigmoid.forward(dot.forward(h, words[k]), label)
        return float(total)

    def backward(self, dout=1):
        dh = sum(dot.backward(sigmoid.backward(dout)) for dot, sigmoid in self.questions)
        self.grads[0][:] = sum(dot.grads[0] for dot, _ in self.questions)
        return dh
