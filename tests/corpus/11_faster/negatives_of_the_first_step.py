# verdict: rejected
import numpy as np


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus) ** power
        self.p = p / p.sum()
        self.edges = np.cumsum(self.p)
        self.sample_size = sample_size
        if len(p) <= sample_size:
            raise ValueError("too few words")

    def draw(self, *shape):
        u = np.random.random_sample(shape)
        return np.minimum(np.searchsorted(self.edges, u, side="right"), len(self.edges) - 1)

    def get_negative_sample(self, target):
        rows = np.column_stack([target, self.draw(len(target), self.sample_size)])
        for k in range(1, rows.shape[1]):
            while True:
                again = (rows[:, :k] == rows[:, k, None]).any(axis=1)
                if not again.any():
                    break
                rows[again, k] = self.draw(np.count_nonzero(again))
        return rows[:, 1:].copy()


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.word_vecs = (0.01 * np.random.randn(vocab_size, hidden_size)).astype(np.float32)
        self.output_vecs = (0.01 * np.random.randn(vocab_size, hidden_size)).astype(np.float32)
        self.sampler = BatchSampler(corpus, 0.75, 5)
        self.drawn = {}

    def train_step(self, contexts, target, lr):
        B, C = contexts.shape
        key = target.tobytes()
        if key not in self.drawn:
            self.drawn[key] = self.sampler.get_negative_sample(target)
        ids = np.column_stack([target, self.drawn[key]])
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
