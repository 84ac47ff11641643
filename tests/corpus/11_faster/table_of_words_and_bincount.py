# verdict: full
import numpy as np


class BatchSampler:
    """As in word2vec.c: a long table in which each word stands as often as it should come."""

    LENGTH = 2_000_000

    def __init__(self, corpus, power, sample_size):
        p = np.bincount(corpus).astype(float) ** power
        edges = np.round(np.cumsum(p) / p.sum() * self.LENGTH).astype(int)
        self.table = np.repeat(np.arange(len(p), dtype=np.int32), np.diff(edges, prepend=0))
        self.sample_size = sample_size
        if len(p) < sample_size + 1:
            raise ValueError("too few words")

    def get_negative_sample(self, target):
        rows = np.tile(np.asarray(target)[:, None], (1, self.sample_size + 1))
        for k in range(1, self.sample_size + 1):
            bad = slice(None)
            while True:
                size = len(rows[bad])
                if size == 0:
                    break
                rows[bad, k] = self.table[np.random.randint(0, len(self.table), size)]
                bad = np.flatnonzero((rows[:, :k] == rows[:, [k]]).any(axis=1))
        return rows[:, 1:].astype(np.intp)


class SparseCBOW:
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.W_in = (np.random.randn(vocab_size, hidden_size) / 100).astype(np.float32)
        self.W_out = (np.random.randn(vocab_size, hidden_size) / 100).astype(np.float32)
        self.window_size = window_size
        self.sampler = BatchSampler(corpus, 0.75, 5)

    @property
    def word_vecs(self):
        return self.W_in

    @property
    def output_vecs(self):
        return self.W_out

    def update(self, W, ids, rows, lr):
        different, inverse = np.unique(ids.ravel(), return_inverse=True)
        for h in range(W.shape[1]):
            W[different, h] -= lr * np.bincount(inverse.ravel(), weights=rows[..., h].ravel())

    def train_step(self, contexts, target, lr):
        B, C = contexts.shape
        ids = np.c_[target, self.sampler.get_negative_sample(target)]
        h = self.W_in[contexts].astype(float).mean(axis=1)
        W = self.W_out[ids].astype(float)
        score = np.einsum("bkh,bh->bk", W, h)
        positive, negative = score[:, 0], score[:, 1:]
        loss = np.log1p(np.exp(-positive)).sum() + np.log1p(np.exp(negative)).sum()
        dscore = np.empty(score.shape)
        dscore[:, 0] = -1 / (1 + np.exp(positive))
        dscore[:, 1:] = 1 / (1 + np.exp(-negative))
        dscore /= B
        dh = np.einsum("bkh,bk->bh", W, dscore)
        self.update(self.W_out, ids, dscore[..., None] * h[:, None], lr)
        self.update(self.W_in, contexts, np.repeat(dh[:, None] / C, C, axis=1), lr)
        return loss / B
