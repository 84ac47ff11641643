# verdict: full
import numpy as np
from scipy.special import expit
from scipy.stats.sampling import DiscreteAliasUrn


class BatchSampler:
    def __init__(self, corpus, power, sample_size):
        weights = np.bincount(corpus) ** power
        self.urn = DiscreteAliasUrn(weights / weights.sum())
        self.sample_size = sample_size
        self.vocab_size = len(weights)

    def get_negative_sample(self, target):
        if self.vocab_size < self.sample_size + 1:
            raise ValueError(f"{self.vocab_size} words are too few")
        columns = [target]
        for _ in range(self.sample_size):
            columns.append(self._next(columns))
        return np.transpose(columns[1:])

    def _next(self, columns):
        """Draw a word for each row, and call itself for the rows where it may not stand."""
        words = self.urn.rvs(len(columns[0])).astype(np.int64)
        clash = np.logical_or.reduce([words == column for column in columns])
        if clash.any():
            words[clash] = self._next([column[clash] for column in columns])
        return words


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        shape = vocab_size, hidden_size
        self.word_vecs = np.float32(0.01) * np.random.randn(*shape).astype(np.float32)
        self.output_vecs = np.float32(0.01) * np.random.randn(*shape).astype(np.float32)
        self.sampler = BatchSampler(corpus, 0.75, 5)

    def step_on(self, W, ids, rows):
        if ids.size > 2000:  # a matrix of words by examples is for small batches
            half = len(ids) // 2
            self.step_on(W, ids[:half], rows[:half])
            self.step_on(W, ids[half:], rows[half:])
            return
        words = np.unique(ids)
        one_hot = (words[:, None] == ids.ravel()).astype(W.dtype)
        W[words] += one_hot @ rows.reshape(ids.size, -1)

    def train_step(self, contexts, target, lr):
        B, C = contexts.shape
        ids = np.column_stack([target, self.sampler.get_negative_sample(target)])
        h = np.add.reduce(self.word_vecs[contexts], axis=1) / C
        rows = self.output_vecs[ids]
        y = expit((rows @ h[..., None])[..., 0])
        loss = -(np.log(y[:, 0]).sum() + np.log(1 - y[:, 1:]).sum()) / B
        y[:, 0] -= 1
        y *= -lr / B
        dh = (y[:, None] @ rows)[:, 0] / C
        self.step_on(self.output_vecs, ids, y[..., None] * h[:, None])
        self.step_on(self.word_vecs, contexts, np.repeat(dh[:, None], C, axis=1))
        return loss
