# verdict: rejected, named nsl-labels-swapped
import numpy as np
from w2vlib import EmbeddingDot, SigmoidWithLoss, UnigramSampler

class NegativeSamplingLoss:
    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.sample_size = sample_size
        self.sampler = UnigramSampler(corpus, power, sample_size)
        self.loss_layers = [SigmoidWithLoss() for _ in range(sample_size + 1)]
        self.embed_dot_layers = [EmbeddingDot(W) for _ in range(sample_size + 1)]

        self.params, self.grads = [], []
        for layer in self.embed_dot_layers:
            self.params += layer.params
            self.grads += layer.grads

    def forward(self, h, target):
        negative_sample = self.sampler.get_negative_sample(target)
        yes = np.zeros(len(target), dtype=np.int32)
        no = np.ones(len(target), dtype=np.int32)
        score = self.embed_dot_layers[0].forward(h, target)
        loss = self.loss_layers[0].forward(score, yes)
        for k in range(self.sample_size):
            score = self.embed_dot_layers[1 + k].forward(h, negative_sample[:, k])
            loss += self.loss_layers[1 + k].forward(score, no)
        return loss

    def backward(self, dout=1):
        dh = 0
        for loss_layer, dot_layer in zip(self.loss_layers, self.embed_dot_layers):
            dscore = loss_layer.backward(dout)
            dh = dh + dot_layer.backward(dscore)
        return dh
