# verdict: rejected
import numpy as np
from w2vlib import UnigramSampler


class CBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        shape = (vocab_size, hidden_size)
        self.params = [0.01 * np.random.standard_normal(shape) for _ in range(2)]
        self.grads = [np.zeros(shape) for _ in range(2)]
        self.sampler = UnigramSampler(corpus, 0.75, 5)
        self.word_vecs = self.params[0]

    def forward(self, contexts, target):
        W_in, W_out = self.params
        h = W_in[contexts].mean(axis=1)
        ids = np.column_stack([target, self.sampler.get_negative_sample(target)])
        label = np.eye(1, 6)
        y = 1 / (1 + np.exp(-np.einsum("bkh,bh->bk", W_out[ids], h)))
        self.cache = contexts, h, ids, (y - label) / len(target)
        return -np.log(np.where(label == 1, y, 1 - y)).sum() / len(target)

    def backward(self, dout=1):
        contexts, h, ids, dscore = self.cache
        dscore = dscore * dout
        dh = np.einsum("bk,bkh->bh", dscore, self.params[1][ids]) / contexts.shape[1]
        np.add.at(self.grads[0], contexts, dh[:, None, :])
        np.add.at(self.grads[1], ids, dscore[:, :, None] * h[:, None, :])
