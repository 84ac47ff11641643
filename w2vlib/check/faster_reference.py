"""The right answers of exercise 11: a sampler for whole batches, and a CBOW with sparse steps."""

import numpy as np


class BatchSampler:
    """Draw negatives as `w2vlib.UnigramSampler` does, for all targets of a batch at once.

    Parameters
    ----------
    corpus : ndarray of int, shape (tokens,)
        Word ids.
    power : float
        Exponent of the counts.
    sample_size : int
        Negatives per target, K.

    Raises
    ------
    ValueError
        If the corpus has too few different words for `sample_size` negatives.

    Notes
    -----
    A word that may not stand where it was drawn is drawn again, alone. Drawing until a word is
    allowed gives each allowed word w with probability ``P(w) / P(allowed)``: what is left,
    renormalised.

    Examples
    --------
    >>> sampler = BatchSampler(np.array([0, 1, 2, 3, 4, 1, 2, 3]), 0.75, 4)
    >>> np.sort(sampler.get_negative_sample(np.array([1, 3])), axis=1)
    array([[0, 2, 3, 4],
           [0, 1, 2, 4]])
    """

    def __init__(self, corpus, power, sample_size):
        counts = np.bincount(corpus)
        if np.count_nonzero(counts) <= sample_size:
            raise ValueError(
                f"{sample_size} different negatives need more than "
                f"{np.count_nonzero(counts)} different words"
            )
        self.sample_size = sample_size
        self.edges = np.cumsum(np.where(counts > 0, counts / counts.max(), 0) ** power)

    def get_negative_sample(self, target):
        """Return K ids for each target, shape (B, K)."""
        rows = np.empty((len(target), self.sample_size + 1), dtype=np.int64)
        rows[:, 0] = target
        for k in range(1, self.sample_size + 1):
            left = np.arange(len(target))
            while left.size:
                rows[left, k] = self._draw(left.size)
                taken = np.any(rows[left, :k] == rows[left, k, np.newaxis], axis=1)
                left = left[taken]
        return rows[:, 1:].copy()

    def _draw(self, size):
        # side="right": a word with no count has an interval of no length, and is never met
        u = np.random.random_sample(size) * self.edges[-1]
        return np.minimum(np.searchsorted(self.edges, u, side="right"), len(self.edges) - 1)


class SparseCBOW:
    """CBOW with negative sampling, whose step changes the rows in use and looks at no others.

    Parameters
    ----------
    vocab_size, hidden_size, window_size : int
        V, H, and the words looked at on each side of the target.
    corpus : ndarray of int, shape (tokens,)
        Word ids, for the sampler.

    Attributes
    ----------
    word_vecs, output_vecs : ndarray of float32, shape (V, H)
        W_in and W_out; steps change them in place.

    Examples
    --------
    >>> corpus = np.array([0, 1, 2, 5, 3, 1, 4, 5])
    >>> model = SparseCBOW(vocab_size=6, hidden_size=4, window_size=1, corpus=corpus)
    >>> loss = model.train_step(np.array([[0, 2], [1, 5]]), np.array([1, 2]), lr=0.1)
    >>> round(float(loss), 1)
    4.2
    """

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        shape = vocab_size, hidden_size
        self.word_vecs = (0.01 * np.random.standard_normal(shape)).astype(np.float32)
        self.output_vecs = (0.01 * np.random.standard_normal(shape)).astype(np.float32)
        self.sampler = BatchSampler(corpus, power=0.75, sample_size=5)

    def train_step(self, contexts, target, lr):
        """Take one step of plain SGD, and return the loss before it: a mean over the batch."""
        B, C = contexts.shape
        asked = np.column_stack([target, self.sampler.get_negative_sample(target)])
        h = self.word_vecs[contexts].mean(axis=1)
        rows = self.output_vecs[asked]
        score = np.einsum("bh,bkh->bk", h, rows)
        loss = (np.logaddexp(0, score).sum() - score[:, 0].sum()) / B

        dscore = 1 / (1 + np.exp(-score))
        dscore[:, 0] -= 1
        dscore /= B
        dh = np.einsum("bk,bkh->bh", dscore, rows)
        # both gradients are those of the weights before the step
        np.subtract.at(self.output_vecs, asked, lr * dscore[:, :, np.newaxis] * h[:, np.newaxis])
        np.subtract.at(self.word_vecs, contexts, lr / C * dh[:, np.newaxis])
        return loss
