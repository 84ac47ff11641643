# verdict: rejected, named sparse-one-example-after-another
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

    def train_step(self, contexts, target, lr):
        loss = 0
        negatives = self.sampler.get_negative_sample(target)
        for words, yes, no in zip(contexts, target, negatives):
            ids = np.append(yes, no)
            h = self.word_vecs[words].mean(axis=0)
            score = self.output_vecs[ids] @ h
            label = np.arange(6) == 0
            loss += np.sum(np.logaddexp(0, score) - label * score) / len(target)
            dscore = (1 / (1 + np.exp(-score)) - label) / len(target)
            dh = dscore @ self.output_vecs[ids]
            self.output_vecs[ids] -= lr * np.outer(dscore, h)
            np.subtract.at(self.word_vecs, words, lr * dh / len(words))
        return loss
