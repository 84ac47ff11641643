# verdict: full
import numpy as np


class BatchSampler:
    """Picks tokens of the corpus, and keeps each with the chance that makes up for the power."""

    def __init__(self, corpus, power, sample_size):
        counts = np.bincount(corpus)
        if np.count_nonzero(counts) <= sample_size:
            raise ValueError("too few words")
        self.corpus = np.array(corpus)
        keep = np.maximum(counts, 1) ** (power - 1.0)
        self.keep = keep / keep.max()
        self.sample_size = sample_size

    def get_negative_sample(self, target):
        B = len(target)
        rows = np.full((B, self.sample_size), -1, dtype=np.int64)
        filled = np.zeros(B, dtype=int)
        left = np.arange(B)
        while left.size:
            # some attempts for each row at once; the first that fits is taken
            words = self.corpus[np.random.randint(len(self.corpus), size=(left.size, 8))]
            fits = np.random.random(words.shape) < self.keep[words]
            fits &= words != target[left, None]
            fits &= ~(words[:, :, None] == rows[left, None, :]).any(axis=2)
            first = fits.argmax(axis=1)
            done = fits.any(axis=1)
            hit = left[done]
            rows[hit, filled[hit]] = words[done, first[done]]
            filled[hit] += 1
            left = left[filled[left] < self.sample_size]
        return rows


class SparseCBOW:
    """Column by column: a loop over C contexts and 6 questions, none over examples."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.word_vecs, self.output_vecs = (
            (0.01 * np.random.randn(vocab_size, hidden_size)).astype(np.float32) for _ in range(2)
        )
        self.sampler = BatchSampler(corpus, 0.75, 5)

    def train_step(self, contexts, target, lr):
        B, C = contexts.shape
        h = 0
        for c in range(C):
            h = h + self.word_vecs[contexts[:, c]] / C
        loss, dh, changes = 0, 0, []
        for k, ids in enumerate([target, *self.sampler.get_negative_sample(target).T]):
            rows = self.output_vecs[ids]
            score = (rows * h).sum(axis=1)
            y = 1 / (1 + np.exp(-score))
            loss -= np.log(y if k == 0 else 1 - y).mean()
            dscore = ((y - (k == 0)) / B)[:, np.newaxis]
            dh = dh + dscore * rows
            changes.append((ids, dscore * h))
        for ids, change in changes:
            np.subtract.at(self.output_vecs, ids, lr * change)
        for c in range(C):
            np.subtract.at(self.word_vecs, contexts[:, c], lr * dh / C)
        return loss
