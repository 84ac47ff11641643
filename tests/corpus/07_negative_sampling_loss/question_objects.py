# verdict: full
from dataclasses import dataclass, field

import numpy as np
from w2vlib import UnigramSampler


@dataclass
class Question:
    """One yes/no question about a word for each example."""

    W: np.ndarray
    label: int
    dW: np.ndarray = field(init=False)

    def __post_init__(self):
        self.dW = np.zeros_like(self.W)

    def ask(self, h, words):
        self.h, self.words = h, words
        score = np.einsum("bh,bh->b", h, self.W[words])
        self.p = 1 / (1 + np.exp(-score))
        return -np.mean(np.log(self.p if self.label else 1 - self.p))

    def learn(self, dout):
        dscore = ((self.p - self.label) * dout / len(self.p))[:, np.newaxis]
        self.dW.fill(0)
        np.add.at(self.dW, self.words, dscore * self.h)
        return dscore * self.W[self.words]


class NegativeSamplingLoss:
    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.draw = UnigramSampler(corpus, power, sample_size, rng=np.random.default_rng()).get_negative_sample
        self.questions = [Question(W, int(i == 0)) for i in range(sample_size + 1)]
        self.params = [q.W for q in self.questions]
        self.grads = [q.dW for q in self.questions]

    def forward(self, h, target):
        columns = np.c_[target, self.draw(target)].T
        return sum(q.ask(h, words) for q, words in zip(self.questions, columns))

    def backward(self, dout=1):
        return sum(q.learn(dout) for q in self.questions)
