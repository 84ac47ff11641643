# verdict: full
import numpy as np


class BatchSampler:
    """Draws a hundred thousand words ahead, and fills up when they are used up."""

    def __init__(self, corpus, power, sample_size):
        self.p = np.bincount(corpus) ** power
        self.p = self.p / self.p.sum()
        self.sample_size = sample_size
        if self.p.size <= sample_size:
            raise ValueError("no such many words")
        self.store = np.empty(0, dtype=np.int64)

    def take(self, n):
        if n > len(self.store):
            size = max(200_000, n)
            fresh = np.random.choice(self.p.size, size=size, p=self.p)
            self.store = np.concatenate([self.store, fresh])
        out, self.store = self.store[:n].copy(), self.store[n:]
        return out

    def get_negative_sample(self, target):
        sample = self.take(len(target) * self.sample_size).reshape(len(target), -1)
        for k in range(self.sample_size):
            while True:
                clash = sample[:, k] == target
                clash |= (sample[:, :k] == sample[:, k, None]).any(axis=1)
                n = np.count_nonzero(clash)
                if not n:
                    break
                sample[clash, k] = self.take(n)
        return sample


class SparseCBOW:
    """Both weights in one table; rows are added number by number, in one line of numbers."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.table = np.random.normal(0, 0.01, (2, vocab_size, hidden_size))
        self.sampler = BatchSampler(corpus, 0.75, 5)

    @property
    def word_vecs(self):
        return self.table[0]

    @property
    def output_vecs(self):
        return self.table[1]

    def train_step(self, contexts, target, lr):
        V, H = self.word_vecs.shape
        B, C = contexts.shape
        ids = np.insert(self.sampler.get_negative_sample(target), 0, target, axis=1)
        h = self.table[0, contexts].mean(1)
        rows = self.table[1, ids]
        score = np.vecdot(rows, h[:, None])
        # - log σ(s) for yes, - log σ(-s) for no
        score[:, 0] *= -1
        loss = np.logaddexp(0, score).sum() / B
        d = 1 / (1 + np.exp(-score))
        d[:, 0] *= -1
        d /= B
        dh = (d[:, :, None] * rows).sum(1) / C
        line = self.table.reshape(-1)
        at = (V + ids)[:, :, None] * H + np.arange(H)
        np.add.at(line, at.ravel(), (-lr * d[:, :, None] * h[:, None]).ravel())
        at = contexts.astype(np.int64)[:, :, None] * H + np.arange(H)
        np.add.at(line, at.ravel(), np.repeat(-lr * dh, C, axis=0).ravel())
        return loss
