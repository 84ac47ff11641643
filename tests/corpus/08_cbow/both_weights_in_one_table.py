# verdict: full
import numpy as np
from w2vlib import UnigramSampler


class CBOW:
    """W_in and W_out are the two halves of one array, and so are their gradients."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        table = np.random.standard_normal((2, vocab_size, hidden_size)) * 0.01
        slope = np.zeros_like(table)
        self.params, self.grads = list(table), list(slope)
        self.sampler = UnigramSampler(corpus, 0.75, 5)

    @property
    def word_vecs(self):
        return self.params[0]

    def forward(self, contexts, target):
        W_in, W_out = self.params
        self.contexts = contexts
        self.ids = np.hstack((target.reshape(-1, 1), self.sampler.get_negative_sample(target)))
        self.h = sum(W_in[column] for column in contexts.T) / contexts.shape[1]
        score = (W_out[self.ids] * self.h[:, None]).sum(-1)
        p = 1 / (1 + np.exp(-score))
        label = np.zeros(p.shape)
        label[:, 0] = 1
        self.dscore = (p - label) / len(p)
        # as many books have it
        return -np.sum(label * np.log(p + 1e-7) + (1 - label) * np.log(1 - p + 1e-7)) / len(p)

    def backward(self, dout=1):
        dscore = self.dscore * dout
        V = len(self.params[0])
        one_hot = np.eye(V)
        dh = np.einsum("bk,bkh->bh", dscore, self.params[1][self.ids])
        self.grads[1][:] = np.einsum("bk,bkv,bh->vh", dscore, one_hot[self.ids], self.h)
        self.grads[0][:] = np.einsum("bv,bh->vh", one_hot[self.contexts].mean(axis=1), dh)
