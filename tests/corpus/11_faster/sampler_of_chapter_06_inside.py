# verdict: rejected, named sparse-slow-sampler
import numpy as np
from w2vlib import UnigramSampler


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.word_vecs = (0.01 * np.random.randn(vocab_size, hidden_size)).astype(np.float32)
        self.output_vecs = (0.01 * np.random.randn(vocab_size, hidden_size)).astype(np.float32)
        self.sampler = UnigramSampler(corpus, 0.75, 5)

    def train_step(self, contexts, target, lr):
        B, C = contexts.shape
        ids = np.column_stack([target, self.sampler.get_negative_sample(target)])
        h = self.word_vecs[contexts].mean(axis=1)
        rows = self.output_vecs[ids]
        score = np.einsum("bh,bkh->bk", h, rows)
        loss = (np.logaddexp(0, score).sum() - score[:, 0].sum()) / B
        dscore = 1 / (1 + np.exp(-score))
        dscore[:, 0] -= 1
        dscore /= B
        dh = np.einsum("bk,bkh->bh", dscore, rows)
        drows = dscore[:, :, None] * h[:, None]
        np.subtract.at(self.output_vecs, ids, lr * drows)
        np.subtract.at(self.word_vecs, contexts, lr * dh[:, None] / C)
        return loss
