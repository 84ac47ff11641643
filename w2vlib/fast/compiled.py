"""The engine "compiled": Numba kernels, in as many threads as there are cores."""

import numpy as np

from w2vlib.fast.batch_sampler import BatchSampler
from w2vlib.fast.batch_size import steady_batch_size
from w2vlib.fast.first_weights import first_weights
from w2vlib.fast.kernels import cbow_kernel, skip_gram_kernel
from w2vlib.fast.row_sums import LANES
from w2vlib.fast.settings import SHORT_RUN


class Engine:
    """Train CBOW or skip-gram with kernels that Numba compiles for this machine.

    The loss is that of `w2vlib.CBOW`. What differs from the layered code, and why:

    - A block of targets shares its negatives; see `w2vlib.fast.kernels`. They are drawn with
      replacement, and a negative that is the target of a row is left out of that row.
    - The rows of the context words move by the whole error of their window and not by the
      part ``1 / 2w`` of it: their learning rate is so many times larger, as in word2vec.c.
    - Several threads change the same weights without a lock. Now and then one undoes what
      another did to a row; with thousands of words this does no harm (Recht et al., 2011).
      In one thread, one seed gives the same vectors each time.

    Parameters
    ----------
    counts : ndarray of int, shape (V,)
        How often each word id occurs.
    settings : Settings
        Sizes, windows, sampling, model and seed.

    Attributes
    ----------
    word_vecs, output_vecs : ndarray of float32, shape (V, H)
        ``W_in`` and ``W_out`` themselves: training changes them in place.

    Raises
    ------
    ValueError
        If too few words occur for `sample_size` different negatives.

    References
    ----------
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality. Ji et al. (2016), Parallelizing Word2Vec in Shared and Distributed
    Memory, on shared negatives. Recht et al. (2011), Hogwild!: A Lock-Free Approach to
    Parallelizing Stochastic Gradient Descent.
    """

    name = "compiled"
    models = ("cbow", "skip_gram")
    uses_threads = True
    default_lr = 0.06
    default_batch_size = 32
    piece_words = 50_000
    #: Negatives that a block shares, if K is smaller: more of them cost time, but each then
    #: moves by smaller steps, and the vectors are better.
    shared_negatives = 24
    #: In a long run, targets and negatives of a block: a little slower, and a little better.
    long_run = 24, 32

    def __init__(self, counts, settings):
        self.settings = settings
        lr = settings.lr or self.default_lr
        most, shared = self.default_batch_size, self.shared_negatives
        if settings.epochs > SHORT_RUN:
            most, shared = self.long_run
        self.batch_size = settings.batch_size or min(
            steady_batch_size(counts, settings, lr, most),
            _steady_contexts(counts, settings, lr),
        )
        self.shared = max(settings.sample_size, shared)
        sampler = BatchSampler(counts, settings.power, settings.sample_size)
        share, table, others = sampler.alias_table
        self._negatives = share.astype(np.float32), table, others
        W_in, W_out = first_weights(settings)
        self._W_in, self._W_out = _in_lines(W_in), _in_lines(W_out)
        width = self._W_in.shape[1]
        if settings.model == "cbow":
            self._kernel = cbow_kernel(width, _whole_lines(self.shared))
        else:
            self._kernel = skip_gram_kernel(width)
        self._compile()

    @property
    def word_vecs(self):
        """The input weights, (V, H)."""
        return self._W_in[:, : self.settings.hidden_size]

    @property
    def output_vecs(self):
        """The output weights, (V, H)."""
        return self._W_out[:, : self.settings.hidden_size]

    def load(self, W_in, W_out):
        """Take over the values of `W_in` and `W_out`, each of shape (V, H)."""
        self.word_vecs[...] = W_in
        self.output_vecs[...] = W_out

    def train(self, words, first, last, lr, rng):
        """Go over the targets ``words[first:last]`` once.

        Parameters
        ----------
        words : ndarray of int32, shape (n,)
            Word ids of one piece of a corpus.
        first, last : int
            The targets; each has its whole window in the piece.
        lr : float
            Learning rate.
        rng : numpy.random.Generator
            Gives the first state of the kernel's own generator.

        Returns
        -------
        loss : float
            The mean per target (skip-gram: per pair of words), over a sixteenth of them.
        examples : int
            How many targets there were.
        """
        settings = self.settings
        state = rng.integers(1, 2**64 - 1, size=1, dtype=np.uint64)
        loss = self._kernel(
            words,
            first,
            last,
            self._W_in,
            self._W_out,
            *self._negatives,
            np.float32(lr),
            settings.window_size,
            settings.dynamic_window,
            settings.sample_size,
            self.shared,
            self.batch_size,
            state,
        )
        return float(loss), last - first

    def _compile(self):
        # now, and not in the first piece of several threads at once
        self.train(np.zeros(1, dtype=np.int32), 0, 0, 0.0, np.random.default_rng(0))


def _steady_contexts(counts, settings, lr):
    """Return the largest batch in which the row of the commonest context word stays steady.

    That word, with the share f of the corpus, stands in ``B · C · f`` windows of a batch, C
    words wide, and its row moves by `lr` times the whole error of each. In trials on the Penn
    Treebank, training diverged where ``lr · B · C · f`` was 2, and went well at 1.1.
    """
    width = settings.window_size + 1 if settings.dynamic_window else 2 * settings.window_size
    share = np.max(counts) / np.sum(counts)
    return max(1, int(1.1 / (lr * width * share)))


def _whole_lines(n):
    # as many numbers as are added up at once fill a line of cache
    return -(-n // LANES) * LANES


def _in_lines(W):
    """Return a copy of `W`, (V, H), with rows of whole lines of cache; zeros fill them up."""
    V, H = W.shape
    width = _whole_lines(H)
    room = np.zeros(V * width + LANES, dtype=np.float32)
    start = -room.ctypes.data % (4 * LANES) // 4
    lines = room[start : start + V * width].reshape(V, width)
    lines[:, :H] = W
    return lines
