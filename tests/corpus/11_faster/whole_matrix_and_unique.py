# verdict: full
import numpy as np


class BatchSampler:
    """Draws the whole matrix; then, again and again, the places that repeat something."""

    def __init__(self, corpus: np.ndarray, power: float, sample_size: int, *, rng=None):
        self.rng = np.random.default_rng(rng)
        self.sample_size = sample_size
        words, counts = np.unique(corpus, return_counts=True)
        self.words = words.astype(np.int32)
        self.edges = np.cumsum(counts.astype(np.float64) ** power)
        if words.size <= sample_size:
            raise ValueError(f"only {words.size} words")

    def _draw(self, n):
        at = np.searchsorted(self.edges, self.rng.uniform(0, self.edges[-1], n), side="right")
        return self.words[np.minimum(at, self.words.size - 1)]

    def get_negative_sample(self, target):
        n, width = len(target), self.sample_size + 1
        rows = np.empty((n, width), dtype=np.int32)
        rows[:, 0] = target
        rows[:, 1:] = self._draw(n * self.sample_size).reshape(n, -1)
        while True:
            order = np.argsort(rows, axis=1, kind="stable")  # of equal words, the earliest first
            in_order = np.take_along_axis(rows, order, axis=1)
            again = np.zeros(rows.shape, dtype=bool)
            again[:, 1:] = in_order[:, 1:] == in_order[:, :-1]
            repeats = np.zeros(rows.shape, dtype=bool)
            np.put_along_axis(repeats, order, again, axis=1)
            if not repeats.any():
                return rows[:, 1:].copy()
            rows[repeats] = self._draw(repeats.sum())


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus, *, seed=None):
        rng = np.random.default_rng(seed)
        self.word_vecs = rng.normal(0, 0.01, (vocab_size, hidden_size))
        self.output_vecs = rng.normal(0, 0.01, (vocab_size, hidden_size))
        self.sampler = BatchSampler(corpus, 0.75, 5, rng=rng)

    @staticmethod
    def _add(W, ids, rows):
        words, where = np.unique(ids, return_inverse=True)
        total = np.zeros((len(words), W.shape[1]), dtype=W.dtype)
        np.add.at(total, where.reshape(-1), rows.reshape(-1, W.shape[1]))
        W[words] += total

    def train_step(self, contexts, target, lr=0.1):
        ids = np.column_stack((target, self.sampler.get_negative_sample(target)))
        h = self.word_vecs[contexts].sum(axis=1) / contexts.shape[1]
        rows = self.output_vecs[ids]
        s = np.matmul(rows, h[:, :, np.newaxis])[:, :, 0]
        sign = np.where(np.arange(ids.shape[1]) == 0, 1.0, -1.0)
        loss = np.logaddexp(0, -sign * s).sum(axis=1).mean()
        ds = -sign / (1 + np.exp(sign * s)) / len(target)
        dh = np.matmul(ds[:, np.newaxis], rows)
        self._add(self.output_vecs, ids, -lr * ds[:, :, np.newaxis] * h[:, np.newaxis])
        share = np.broadcast_to(dh / contexts.shape[1], (*contexts.shape, h.shape[1]))
        self._add(self.word_vecs, contexts, -lr * share)
        return loss
