"""The engine "vectorized": CBOW as a few array operations per batch; no row is touched in vain."""

import numpy as np
from scipy.sparse import csr_array

from w2vlib.fast.batch_sampler import BatchSampler
from w2vlib.fast.batch_size import steady_batch_size
from w2vlib.fast.first_weights import first_weights
from w2vlib.fast.windows import draw_shares


class Engine:
    """Train CBOW with NumPy and `scipy.sparse` alone.

    What it computes is what `w2vlib.CBOW` and `w2vlib.SGD` compute. It saves in four ways:

    - the negatives of a whole piece are drawn at once (`BatchSampler`);
    - targets that stand side by side share most of their windows, so a batch reads B + 2w
      rows of ``W_in`` and not 2w · B, and sums them with a banded matrix;
    - the K + 1 questions are one array operation, not K + 1 layers;
    - gradients have a row for each word that the batch used, and no others.

    Parameters
    ----------
    counts : ndarray of int, shape (V,)
        How often each word id occurs.
    settings : Settings
        Sizes, window, sampling and seed. Without a `batch_size`, batches hold 200 targets,
        fewer where that many would not be steady (`steady_batch_size`).

    Attributes
    ----------
    word_vecs, output_vecs : ndarray of float32, shape (V, H)
        ``W_in`` and ``W_out`` themselves: training changes them in place.

    Raises
    ------
    ValueError
        If too few words occur for `sample_size` different negatives.

    Examples
    --------
    >>> from w2vlib.fast.settings import Settings
    >>> words = np.array([0, 1, 2, 3, 4, 1, 5, 6], dtype=np.int32)
    >>> settings = Settings(vocab_size=7, hidden_size=3, window_size=1, sample_size=2, seed=0)
    >>> engine = Engine(np.bincount(words), settings)
    >>> loss, examples = engine.train(words, 1, 7, lr=0.1, rng=np.random.default_rng(0))
    >>> round(loss, 4), examples  # 3 log 2, and every word with a neighbour on each side
    (2.0794, 6)
    """

    name = "vectorized"
    models = ("cbow",)
    uses_threads = True  # NumPy and SciPy let other threads run while they compute
    default_lr = 0.1
    default_batch_size = 200
    piece_words = 10_000

    def __init__(self, counts, settings):
        self.window_size = settings.window_size
        self.dynamic_window = settings.dynamic_window
        self.batch_size = settings.batch_size or steady_batch_size(
            counts, settings, settings.lr or self.default_lr, self.default_batch_size
        )
        self.sampler = BatchSampler(counts, settings.power, settings.sample_size)
        self.word_vecs, self.output_vecs = first_weights(settings)

    def load(self, W_in, W_out):
        """Take over the values of `W_in` and `W_out`, each of shape (V, H)."""
        self.word_vecs[...] = W_in
        self.output_vecs[...] = W_out

    def train(self, words, first, last, lr, rng):
        """Go over the targets ``words[first:last]`` once, batch by batch.

        Parameters
        ----------
        words : ndarray of int32, shape (n,)
            Word ids of one piece of a corpus.
        first, last : int
            The targets; each has its whole window in the piece.
        lr : float
            Learning rate: a batch moves the weights by `lr` times the sum of the gradients
            of its examples.
        rng : numpy.random.Generator
            For negatives and windows.

        Returns
        -------
        loss : float
            The mean over all targets.
        examples : int
            How many targets there were.
        """
        w, examples = self.window_size, last - first
        target = words[first:last]
        negatives = self.sampler.get_negative_sample(target, rng)
        # NumPy turns all other integers into this type each time they are used as an index
        ids = np.column_stack([target, negatives]).astype(np.intp)
        words = words.astype(np.intp)
        shares = draw_shares(examples, w, self.dynamic_window, rng)
        score = np.empty(ids.shape, dtype=np.float32)

        step = None
        # where training diverges, the loss says so
        with np.errstate(over="ignore", invalid="ignore"):
            for start in range(0, examples, self.batch_size):
                end = min(start + self.batch_size, examples)
                batch = slice(start, end)
                if step is None or step.batch_size != end - start:  # the last one may be smaller
                    step = _Step(self.word_vecs, self.output_vecs, end - start, w, ids.shape[1])
                near = words[first + start - w : first + end + w]
                score[batch] = step(near, shares[batch], ids[batch], float(lr))
        return _mean_loss(score), examples


class _Step:
    """Forward, backward and update for batches of one size.

    Parameters
    ----------
    W_in, W_out : ndarray of float32, shape (V, H)
        The weights, which each call changes.
    batch_size : int
        Targets, B.
    window_size : int
        Words on each side of a target, w.
    questions : int
        The target and its negatives, K + 1.
    """

    def __init__(self, W_in, W_out, batch_size, window_size, questions):
        self.W_in, self.W_out, self.batch_size = W_in, W_out, batch_size
        # where the context words of each target stand among the batch's B + 2w words
        offsets = np.delete(np.arange(2 * window_size + 1), window_size)
        contexts = np.arange(batch_size)[:, None] + offsets
        self.windows = _sparse_rows(contexts, batch_size + 2 * window_size)
        self.update_in = _Subtract(W_in, contexts)
        self.update_out = _Subtract(
            W_out, np.arange(batch_size * questions).reshape(batch_size, questions)
        )

    def __call__(self, near, shares, ids, lr):
        """Learn from one batch.

        Parameters
        ----------
        near : ndarray of int, shape (B + 2 * w,)
            The targets as they stand in the text, with w words on each side.
        shares : ndarray of float32, shape (B, 2 * w)
            The part that each context word has in its target's hidden vector.
        ids : ndarray of int, shape (B, K + 1)
            In each row the target, then its negatives.
        lr : float
            Learning rate.

        Returns
        -------
        score : ndarray of float32, shape (B, K + 1)
            As they were before the update.
        """
        self.windows.data[...] = shares.ravel()
        h = self.windows @ _rows(self.W_in, near)  # (B, H)
        asked = _rows(self.W_out, ids)  # (B, K + 1, H)
        score = np.vecdot(asked, h[:, None])

        error = 1 / (1 + np.exp(-score))
        error[:, 0] -= 1  # the target is the one right answer
        error *= lr
        dh = np.matmul(error[:, None], asked)[:, 0]  # (B, H)

        self.update_out(ids.ravel(), error, h)
        self.update_in(near, shares, dh)
        return score


class _Subtract:
    """``W[words[positions[b, c]]] -= factors[b, c] * X[b]`` for all b and c at once.

    A word that comes several times gets the sum, as `np.add.at` would give it. The sums are
    the product of a sparse matrix, one row per different word and one column per example,
    with X. Its numbers change from batch to batch, its shape does not, so it is made once.

    Parameters
    ----------
    W : ndarray of float32, shape (V, H)
        Changed in place.
    positions : ndarray of int, shape (B, C)
        Which of the batch's words each example uses.
    """

    def __init__(self, W, positions):
        self.W = W
        self.positions = positions.ravel()
        # there cannot be more different words than words; rows without a word stay empty
        self.sums = _sparse_rows(positions, positions.max() + 1).T
        self.places = np.empty(len(W), dtype=np.int32)

    def __call__(self, words, factors, X):
        rows, place = _distinct(words, self.places)
        self.sums.data[...] = factors.ravel()
        self.sums.indices[...] = place.take(self.positions, mode="clip")
        new = _rows(self.W, rows)
        new -= (self.sums @ X)[: len(rows)]
        self.W[rows] = new


def _distinct(words, places):
    """Return the different ones among `words`, and the place of each word among them.

    As ``np.unique(words, return_inverse=True)``, in another order and without sorting.

    Parameters
    ----------
    words : ndarray of int, shape (n,)
        Word ids.
    places : ndarray of int32, shape (V,)
        Room for notes; what it holds before and after means nothing.

    Examples
    --------
    >>> rows, place = _distinct(np.array([7, 3, 7]), np.empty(9, dtype=np.int32))
    >>> rows.tolist(), place.tolist()
    ([3, 7], [1, 0, 1])
    """
    number = np.arange(len(words), dtype=np.int32)
    # of a word that comes several times, one number stays: that one stands for the word
    places[words] = number
    rows = words[places.take(words, mode="clip") == number]
    places[rows] = number[: len(rows)]
    return rows, places.take(words, mode="clip")


def _rows(W, ids):
    # faster than W[ids]: "clip" does not look for ids out of range, and here there are none
    return W.take(ids, axis=0, mode="clip")


def _sparse_rows(columns, width):
    """Return a sparse matrix with entries in `columns`, shape (B, C); their values are to come."""
    B, C = columns.shape
    entries = np.zeros(B * C, dtype=np.float32)
    starts = np.arange(0, B * C + 1, C, dtype=np.int32)
    return csr_array((entries, columns.ravel().astype(np.int32), starts), shape=(B, width))


def _mean_loss(score):
    """Return the loss of `score`, shape (B, K + 1): the first is to be a yes, the others a no."""
    score = score.clip(-80, 80)  # beyond, exp has no float32; a NaN stays one
    loss = np.log1p(np.exp(score)).sum(dtype=np.float64) - score[:, 0].sum(dtype=np.float64)
    return float(loss) / len(score)
