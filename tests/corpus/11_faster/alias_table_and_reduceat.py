# verdict: full
import numpy as np


class BatchSampler:
    """Walker's alias table, and one column of negatives after another."""

    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus).astype(float) ** power
        self.V, self.K = len(p), sample_size
        if self.V - 1 < sample_size:
            raise ValueError("not enough words")
        height = (p / p.sum() * self.V).tolist()
        self.height, self.alias = np.ones(self.V), np.arange(self.V)
        small = [i for i in range(self.V) if height[i] < 1]
        large = [i for i in range(self.V) if height[i] >= 1]
        while small and large:
            i, j = small.pop(), large.pop()
            self.height[i], self.alias[i] = height[i], j
            height[j] -= 1 - height[i]
            (small if height[j] < 1 else large).append(j)

    def some(self, size):
        column = np.random.randint(self.V, size=size)
        return np.where(np.random.rand(size) < self.height[column], column, self.alias[column])

    def get_negative_sample(self, target):
        rows = np.full((len(target), self.K + 1), -1)
        rows[:, 0] = target
        for k in range(1, self.K + 1):
            missing = np.arange(len(target))
            while len(missing):
                words = self.some(len(missing))
                new = (rows[missing, :k] != words[:, np.newaxis]).all(axis=1)
                rows[missing[new], k] = words[new]
                missing = missing[~new]
        return rows[:, 1:].copy()


def subtract_sorted(W, ids, rows):
    """Bring equal ids together, add up each run, and change each row once."""
    ids = ids.ravel()
    order = np.argsort(ids, kind="stable")
    ids = ids[order]
    starts = np.flatnonzero(np.append(True, ids[1:] != ids[:-1]))
    W[ids[starts]] -= np.add.reduceat(rows[order], starts, axis=0)


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        shape = (vocab_size, hidden_size)
        self.word_vecs = np.random.normal(scale=0.01, size=shape).astype(np.float32)
        self.output_vecs = np.random.normal(scale=0.01, size=shape).astype(np.float32)
        self.C = 2 * window_size
        self.sampler = BatchSampler(corpus, power=0.75, sample_size=5)

    def train_step(self, contexts, target, lr):
        B, H = len(target), self.word_vecs.shape[1]
        ids = np.concatenate([target[:, None], self.sampler.get_negative_sample(target)], axis=1)
        h = np.mean(self.word_vecs[contexts], axis=1)
        rows = self.output_vecs[ids]
        score = np.sum(rows * h[:, None], axis=-1)
        loss = (np.log1p(np.exp(score)).sum() - score[:, 0].sum()) / B
        d = 1 / (1 + np.exp(-score))
        d[:, 0] -= 1
        d *= lr / B
        dh = np.sum(d[:, :, None] * rows, axis=1)
        subtract_sorted(self.output_vecs, ids, (d[:, :, None] * h[:, None]).reshape(-1, H))
        subtract_sorted(self.word_vecs, contexts, np.repeat(dh / self.C, self.C, axis=0))
        return loss
