# verdict: full
import numpy as np


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        weight = np.bincount(corpus).astype(float) ** power
        if len(weight) - 1 < sample_size:
            raise ValueError("too few words for that many negatives")
        self.cumulative = weight.cumsum() / weight.sum()
        self.cumulative[-1] = 1.0
        self.K = sample_size

    def get_negative_sample(self, target):
        B = target.shape[0]
        taken = [np.asarray(target)]
        for _ in range(self.K):
            column = np.full(B, -1)
            todo = np.ones(B, dtype=bool)
            while todo.any():
                column[todo] = self.cumulative.searchsorted(np.random.rand(todo.sum()), "right")
                todo = np.zeros(B, dtype=bool)
                for other in taken:
                    todo |= column == other
            taken.append(column)
        return np.stack(taken[1:], axis=1)


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.word_vecs = 0.01 * np.random.randn(vocab_size, hidden_size).astype("f")
        self.output_vecs = 0.01 * np.random.randn(vocab_size, hidden_size).astype("f")
        self.sampler = BatchSampler(corpus, 0.75, 5)

    def train_step(self, contexts, target, lr):
        B, C = contexts.shape
        ids = np.hstack([target.reshape(-1, 1), self.sampler.get_negative_sample(target)])
        label = np.zeros(ids.shape, dtype=np.float32)
        label[:, 0] = 1
        h = self.word_vecs[contexts].mean(axis=1)
        rows = self.output_vecs[ids]
        y = 1 / (1 + np.exp(-np.einsum("bh,bkh->bk", h, rows)))
        loss = -np.sum(np.log(np.where(label == 1, y, 1 - y) + 1e-7)) / B
        dscore = (y - label) / B
        dh = np.einsum("bk,bkh->bh", dscore, rows) / C
        np.add.at(self.output_vecs, ids, -lr * np.einsum("bk,bh->bkh", dscore, h))
        np.add.at(self.word_vecs, contexts, -lr * dh[:, None, :])
        return float(loss)
