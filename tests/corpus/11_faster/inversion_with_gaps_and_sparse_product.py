# verdict: full
import numpy as np
from scipy.sparse import csr_matrix


class BatchSampler:
    """Nothing is drawn twice: what is taken already is cut out of the sums before the search."""

    def __init__(self, corpus, power, sample_size):
        weights = np.power(np.bincount(corpus), power, dtype=float)
        self.p = weights / weights.sum()
        self.right = self.p.cumsum()
        self.left = self.right - self.p
        self.sample_size = sample_size

    def get_negative_sample(self, target):
        taken = np.asarray(target, dtype=np.int64)[:, np.newaxis]
        if self.sample_size >= len(self.p):
            raise ValueError("there are not so many words")
        for _ in range(self.sample_size):
            gaps = np.sort(taken, axis=1)
            u = np.random.random(len(taken)) * (1 - self.p[gaps].sum(axis=1))
            for gap in gaps.T:
                u += np.where(u >= self.left[gap], self.p[gap], 0)
            word = np.minimum(self.right.searchsorted(u, side="right"), len(self.p) - 1)
            taken = np.column_stack([taken, word])
        return taken[:, 1:]


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.word_vecs = np.random.standard_normal((vocab_size, hidden_size)) * 0.01
        self.output_vecs = np.random.standard_normal((vocab_size, hidden_size)) * 0.01
        self.sampler = BatchSampler(corpus, 0.75, 5)

    def bag(self, ids, values):
        """Return the different words, and a sparse matrix from them to the examples."""
        words, column = np.unique(ids, return_inverse=True)
        row = np.repeat(np.arange(len(ids)), ids.shape[1])
        shape = len(ids), len(words)
        return words, csr_matrix((values.ravel(), (row, column.ravel())), shape=shape)

    def train_step(self, contexts, target, lr):
        seen, windows = self.bag(contexts, np.full(contexts.shape, 1 / contexts.shape[1]))
        h = windows @ self.word_vecs[seen]
        ids = np.hstack([target[:, None], self.sampler.get_negative_sample(target)])
        score = (self.output_vecs[ids] * h[:, None]).sum(axis=2)
        label = np.eye(1, ids.shape[1])
        loss = np.mean(np.sum(np.logaddexp(0, score) - label * score, axis=1))
        error = (1 / (1 + np.exp(-score)) - label) / len(target)
        asked, questions = self.bag(ids, error)
        dh = questions @ self.output_vecs[asked]
        self.output_vecs[asked] -= lr * (questions.T @ h)
        self.word_vecs[seen] -= lr * (windows.T @ dh)
        return loss
