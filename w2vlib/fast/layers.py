"""The engine "layers": the CBOW of the book, as slow as it is, behind the fast entry point."""

import numpy as np

from w2vlib import CBOW, SGD, remove_duplicate
from w2vlib.fast.batch_sampler import BatchSampler
from w2vlib.fast.batch_size import steady_batch_size
from w2vlib.fast.first_weights import first_weights
from w2vlib.fast.windows import draw_shares


class Engine:
    """Train with `w2vlib.CBOW` and `w2vlib.SGD`, layer by layer.

    Parameters
    ----------
    counts : ndarray of int, shape (V,)
        How often each word id occurs.
    settings : Settings
        Sizes, window, sampling and seed. Without a `batch_size`, batches hold 100 targets,
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

    name = "layers"
    models = ("cbow",)
    uses_threads = False  # a layer remembers its last batch
    default_lr = 0.1
    default_batch_size = 100
    piece_words = 1_000

    def __init__(self, counts, settings):
        self.window_size = settings.window_size
        self.dynamic_window = settings.dynamic_window
        self.batch_size = settings.batch_size or steady_batch_size(
            counts, settings, settings.lr or self.default_lr, self.default_batch_size
        )
        word_p = BatchSampler(counts, settings.power, settings.sample_size).word_p
        # The layers want a corpus for its counts alone. One that names each word once is
        # enough, if the sampler is then given the distribution.
        self.model = _SharesCBOW(
            settings.vocab_size,
            settings.hidden_size,
            settings.window_size,
            np.flatnonzero(counts),
            sample_size=settings.sample_size,
            power=settings.power,
            rng=np.random.default_rng(),  # leaves numpy.random alone; `train` brings another
        )
        sampler = self.model.ns_loss.sampler
        sampler.word_p = word_p[: sampler.vocab_size]
        self.load(*first_weights(settings))

    @property
    def word_vecs(self):
        """Input weights, one row per word."""
        return self.model.word_vecs

    @property
    def output_vecs(self):
        """Output weights, one row per word."""
        return self.model.ns_loss.params[0]

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
        w = self.window_size
        self.model.ns_loss.sampler.rng = rng
        windows = np.lib.stride_tricks.sliding_window_view(words[first - w : last + w], 2 * w + 1)
        contexts, target = np.delete(windows, w, axis=1), windows[:, w]
        shares = draw_shares(len(target), w, self.dynamic_window, rng)

        total_loss = 0.0
        # where training diverges, the loss says so
        with np.errstate(over="ignore", invalid="ignore"):
            for start in range(0, len(target), self.batch_size):
                batch = slice(start, start + self.batch_size)
                self.model.shares = shares[batch]
                total_loss += self._step(contexts[batch], target[batch], float(lr))
        return total_loss / len(target), len(target)

    def _step(self, contexts, target, lr):
        """Learn from one batch, and return the sum of its losses."""
        loss = self.model.forward(contexts, target)
        self.model.backward()
        # the gradients are those of a mean over the batch, and lr is for a sum
        optimizer = SGD(lr * len(target))
        optimizer.update(*remove_duplicate(self.model.params, self.model.grads))
        return float(loss) * len(target)


class _SharesCBOW(CBOW):
    """`CBOW` whose hidden vector is a weighted mean, so that windows may differ in size.

    Attributes
    ----------
    shares : ndarray of float32, shape (B, C)
        The factor of each context word of the next batch.
    """

    def forward(self, contexts, target):
        h = 0
        for c, layer in enumerate(self.in_layers):
            h = h + self.shares[:, c, None] * layer.forward(contexts[:, c])
        return self.ns_loss.forward(h, target)

    def backward(self, dout=1):
        dh = self.ns_loss.backward(dout)
        for c, layer in enumerate(self.in_layers):
            layer.backward(self.shares[:, c, None] * dh)
