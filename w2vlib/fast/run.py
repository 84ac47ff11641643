"""A run: pieces of the corpus, one after another or some at once, until the end or Ctrl-C."""

import contextlib
import math
import time
from array import array
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import numpy as np

from w2vlib._interrupt import deferred_interrupt
from w2vlib.fast.checkpoint import Checkpoint
from w2vlib.fast.pieces import give_back
from w2vlib.progress import progress_bar

LAST_LR = 1e-4  # of the first one


@dataclass(frozen=True, eq=False)  # arrays cannot be compared with one ==
class Trained:
    """What a training run gives back.

    Parameters
    ----------
    word_vecs, output_vecs : ndarray of float32, shape (V, H)
        The input weights, which are the word vectors, and the output weights.
    losses : list of float
        The mean loss of each piece of the corpus, in the order of the text, epoch after
        epoch; the compiled engine works it out for a part of the targets. NaN for a piece in
        which subsampling left no target.
    loss_per_epoch : list of float
        The mean loss of each whole epoch.
    words : int
        Words of the corpus gone over, those that subsampling left out among them.
    seconds : float
        Time spent training.
    engine : str
        Name of the engine that ran.
    interrupted : bool
        Whether Ctrl-C ended it early.
    epochs_done : int
        Whole epochs.
    seed : int
        Given or drawn: makes the same run again.
    """

    word_vecs: np.ndarray = field(repr=False)
    output_vecs: np.ndarray = field(repr=False)
    losses: list = field(repr=False)
    loss_per_epoch: list
    words: int
    seconds: float
    engine: str
    interrupted: bool
    epochs_done: int
    seed: int

    @property
    def words_per_second(self):
        """Words of the corpus gone over in a second of training."""
        return self.words / self.seconds if self.seconds else 0.0


class Run:
    """Where a run stands, and how it gets on.

    Parameters
    ----------
    engine : object
        Who trains.
    settings : Settings
        With nothing left open.
    pieces : Pieces
        The corpus.
    keep : ndarray of float, shape (V,), optional
        The chance of each word to stay in the text; all stay if not given.

    Attributes
    ----------
    done, total : int
        Pieces that are done, and those of all epochs.
    """

    def __init__(self, engine, settings, pieces, keep=None):
        self.engine = engine
        self.settings = settings
        self.pieces = pieces
        self.keep = keep
        self.total = settings.epochs * pieces.per_epoch
        self.done = 0
        self.losses = array("d")  # of each piece that was begun
        self.examples = array("q")
        self.seconds = 0.0

    @property
    def epochs_done(self):
        """Whole epochs."""
        return self.done // self.pieces.per_epoch

    def load(self, saved):
        """Go on from a `Checkpoint` of this run."""
        self.done = len(saved.losses)
        self.losses.extend(saved.losses)
        self.examples.extend(saved.examples)
        self.seconds = saved.seconds
        self.engine.load(saved.word_vecs, saved.output_vecs)

    def go(self, about, saving, progress):
        """Train until the end or Ctrl-C, with a checkpoint now and then."""
        bar = self._bar() if progress else None
        with (
            contextlib.closing(bar or _Silent()),
            deferred_interrupt() as ctrl_c,
            _workers(self.settings.threads) as workers,
        ):
            while self.done < self.total and not ctrl_c.pressed:
                self._train_until(saving.seconds, ctrl_c, workers, bar)
                self._check_weights()
                saving.save(self._checkpoint(about))

    def _train_until(self, seconds, ctrl_c, workers, bar):
        """Train pieces for some seconds or until Ctrl-C; in the end none is in work."""
        start = time.perf_counter()
        in_work, piece = {}, self.done
        threads = self.settings.threads
        most = threads + (threads > 1)  # one lies ready, so that no thread waits for its next
        while True:
            stop = ctrl_c.pressed or time.perf_counter() - start >= seconds
            if piece == self.done or not stop:  # one piece at least
                while piece < self.total and len(in_work) < most:
                    self.losses.append(math.nan)
                    self.examples.append(0)
                    in_work[workers.submit(self._train_piece, piece)] = piece
                    piece += 1
            if not in_work:
                break
            for future in wait(in_work, return_when=FIRST_COMPLETED).done:
                self._note(in_work.pop(future), *future.result(), bar)
            give_back(self.pieces.corpus)
        self.done = piece
        self.seconds += time.perf_counter() - start

    def _train_piece(self, piece):
        """Return the mean loss of one piece, and how many targets it had."""
        epoch, place = divmod(piece, self.pieces.per_epoch)
        rng = np.random.default_rng(np.random.SeedSequence([self.settings.seed, epoch, place]))
        words = self.pieces.words(place, self.keep, rng)
        w = self.settings.window_size
        if len(words) <= 2 * w:
            return math.nan, 0
        return self.engine.train(words, w, len(words) - w, self._lr(piece), rng)

    def _note(self, piece, loss, examples, bar):
        epoch, place = divmod(piece, self.pieces.per_epoch)
        self.losses[piece], self.examples[piece] = loss, examples
        # six answers that are all «don't know» cost 6 log 2
        most = 3 * (self.settings.sample_size + 1) * math.log(2)
        if examples and not loss <= most:
            raise FloatingPointError(f"the loss is {loss:.4g} in {self._where(piece)}")
        if bar is not None:
            text = f"epoch {epoch + 1}/{self.settings.epochs}, loss {loss:.2f}"
            bar.set_postfix_str(text, refresh=False)
            bar.update(self.pieces.size(place))

    def _check_weights(self):
        for W in (self.engine.word_vecs, self.engine.output_vecs):
            if not all(np.isfinite(W[i : i + 4096]).all() for i in range(0, len(W), 4096)):
                raise FloatingPointError(
                    f"weights are infinite or NaN after {self._where(self.done - 1)}"
                )

    def _where(self, piece):
        epoch, place = divmod(piece, self.pieces.per_epoch)
        return (
            f"piece {place + 1} of {self.pieces.per_epoch} in epoch {epoch + 1}, at a learning "
            f"rate of {self._lr(piece):.4g}: training has diverged. Try a smaller lr than "
            f"{self.settings.lr:.4g}"
        )

    def _lr(self, piece):
        return self.settings.lr * (1 - (1 - LAST_LR) * piece / self.total)

    def _words_before(self, piece):
        """Return how many targets the run has before this piece."""
        epochs, place = divmod(piece, self.pieces.per_epoch)
        return epochs * self.pieces.targets + place * self.pieces.piece_words

    def _bar(self):
        bar = progress_bar(self._words_before(self.total), "training", "word")
        if self.done:
            bar.initial = bar.n = self._words_before(self.done)  # speed is that of this session
            bar.refresh()
        return bar

    def _checkpoint(self, about):
        return Checkpoint(
            about,
            self.engine.word_vecs,
            self.engine.output_vecs,
            np.array(self.losses),
            np.array(self.examples),
            self.seconds,
        )

    def result(self):
        """Return what was learnt so far."""
        shape = self.epochs_done, self.pieces.per_epoch
        whole = slice(self.epochs_done * self.pieces.per_epoch)
        losses, examples = (
            np.array(of_piece[whole]).reshape(shape) for of_piece in (self.losses, self.examples)
        )
        sums = np.nansum(losses * examples, axis=1)
        return Trained(
            word_vecs=self.engine.word_vecs,
            output_vecs=self.engine.output_vecs,
            losses=self.losses.tolist(),
            loss_per_epoch=(sums / np.maximum(examples.sum(axis=1), 1)).tolist(),
            words=self._words_before(self.done),
            seconds=self.seconds,
            engine=self.engine.name,
            interrupted=self.done < self.total,
            epochs_done=self.epochs_done,
            seed=self.settings.seed,
        )


@contextlib.contextmanager
def _workers(threads):
    """Open a pool of threads; one thread needs no other than that which asks."""
    if threads == 1:
        yield _Here()
        return
    pool = ThreadPoolExecutor(threads, thread_name_prefix="w2vlib")
    try:
        yield pool
    except KeyboardInterrupt:  # the second Ctrl-C, which does not wait
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


class _Here(Executor):
    """Runs what it is given at once, in the thread of the caller."""

    def submit(self, fn, /, *args):
        future = Future()
        future.set_result(fn(*args))
        return future


class _Silent:
    def close(self):
        """Nothing was shown, so nothing is closed."""
