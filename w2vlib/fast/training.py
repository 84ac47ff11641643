"""Training at full speed: any engine, any length of corpus, and nothing lost on the way."""

from dataclasses import replace

import numpy as np

from w2vlib.fast.checkpoint import check_same_run, describe
from w2vlib.fast.engines import make_engine
from w2vlib.fast.pieces import Pieces, as_corpus, count_words
from w2vlib.fast.run import Run, Trained
from w2vlib.fast.saving import Saving
from w2vlib.fast.settings import Settings
from w2vlib.fast.subsampling import keep_probability

__all__ = ["Trained", "train_cbow", "train_skip_gram"]


def train_cbow(
    corpus,
    vocab_size=None,
    hidden_size=100,
    window_size=5,
    sample_size=5,
    power=0.75,
    epochs=10,
    engine="compiled",
    threads=1,
    dynamic_window=False,
    subsample=0.0,
    lr=None,
    batch_size=None,
    seed=None,
    *,
    progress=True,
    checkpoint=None,
    checkpoint_seconds=60,
    resume=False,
):
    """Train CBOW with negative sampling.

    The corpus is gone over in its order, piece by piece, so it may be a file larger than the
    memory (``numpy.load(path, mmap_mode="r")``). The learning rate falls in a straight line
    to nearly nothing at the end of the last epoch.

    Ctrl-C (in a notebook: the stop button) ends training after the pieces under way, and
    what was learnt is returned. A second Ctrl-C does not wait.

    Parameters
    ----------
    corpus : array_like of int, shape (tokens,)
        Word ids.
    vocab_size : int, optional
        Number of words, V; the largest id plus one if not given.
    hidden_size : int
        Length of a word vector, H.
    window_size : int
        Words looked at on each side of the target.
    sample_size : int
        Negatives per target, K.
    power : float
        Exponent of the counts in the unigram distribution of the negatives.
    epochs : int
        How often to go over the corpus.
    engine : {"compiled", "vectorized", "layers"} or type
        Who trains: a kernel compiled by Numba, NumPy with whole batches, or the layers of
        the book; or a class with what `w2vlib.fast.vectorized.Engine` has. Where Numba does
        not work, one line says so and "vectorized" takes the place of "compiled".
    threads : int
        Pieces in work at once. They share the weights without waiting for one another, so
        with more than one the vectors differ a little from run to run.
    dynamic_window : bool
        Draw the window of each target from 1 to `window_size`, as word2vec does: near words
        then count more.
    subsample : float
        Thin out words whose share of the corpus is above this; 1e-3 is customary for a
        large corpus, 0 keeps every word.
    lr : float, optional
        Learning rate at the start, of the sum of a batch's gradients; the engine's own if
        not given.
    batch_size : int, optional
        Targets per update; the engine's own if not given.
    seed : int, optional
        Makes the same vectors again, in one thread.
    progress : bool
        Show a bar with words per second, loss and time left.
    checkpoint : str or os.PathLike, optional
        An ``.npz`` file that holds the state of the run: written every `checkpoint_seconds`,
        on Ctrl-C and at the end, and always whole.
    checkpoint_seconds : float
        Time between two of them.
    resume : bool
        Go on from the checkpoint. In one thread the vectors are those of a run that never
        stopped. Without a file of that name, training begins anew.

    Returns
    -------
    trained : Trained

    Raises
    ------
    TypeError, IndexError
        If the corpus does not hold ids from 0 to V - 1, or a setting is of the wrong type.
    ValueError
        If a setting is out of range, the corpus is shorter than one window, or the
        checkpoint is damaged or that of another corpus or other settings.
    FileNotFoundError, PermissionError
        If a checkpoint could not be written where it should be.
    FloatingPointError
        If training diverges. The checkpoint stays as it was when all was well.

    References
    ----------
    Mikolov et al. (2013), Distributed Representations of Words and Phrases and their
    Compositionality. On threads that share weights without locks: Recht et al. (2011),
    Hogwild!

    Examples
    --------
    >>> corpus = np.tile([0, 1, 2, 3, 4, 1, 5, 6], 100)
    >>> trained = train_cbow(corpus, hidden_size=8, window_size=1, sample_size=2, epochs=3,
    ...                      engine="vectorized", seed=0, progress=False)
    >>> trained.word_vecs.shape, trained.epochs_done, trained.words
    ((7, 8), 3, 2394)
    """
    settings = Settings(
        model="cbow",
        vocab_size=1 if vocab_size is None else vocab_size,
        hidden_size=hidden_size,
        window_size=window_size,
        sample_size=sample_size,
        power=power,
        epochs=epochs,
        threads=threads,
        dynamic_window=dynamic_window,
        subsample=subsample,
        lr=lr,
        batch_size=batch_size,
        seed=seed,
    )
    saving = Saving(checkpoint, checkpoint_seconds, resume)
    return _train(corpus, vocab_size, engine, settings, saving, progress)


def train_skip_gram(
    corpus,
    vocab_size=None,
    hidden_size=100,
    window_size=5,
    sample_size=5,
    power=0.75,
    epochs=10,
    engine="compiled",
    threads=1,
    dynamic_window=False,
    subsample=0.0,
    lr=None,
    batch_size=None,
    seed=None,
    *,
    progress=True,
    checkpoint=None,
    checkpoint_seconds=60,
    resume=False,
):
    """Train skip-gram with negative sampling: guess each word of the context from the target.

    Parameters, results and errors are those of `train_cbow`. Not every engine knows
    skip-gram; one that does not says so with a ``ValueError``.

    Returns
    -------
    trained : Trained

    References
    ----------
    Mikolov et al. (2013), Efficient Estimation of Word Representations in Vector Space,
    section 3.2.
    """
    settings = Settings(
        model="skip_gram",
        vocab_size=1 if vocab_size is None else vocab_size,
        hidden_size=hidden_size,
        window_size=window_size,
        sample_size=sample_size,
        power=power,
        epochs=epochs,
        threads=threads,
        dynamic_window=dynamic_window,
        subsample=subsample,
        lr=lr,
        batch_size=batch_size,
        seed=seed,
    )
    saving = Saving(checkpoint, checkpoint_seconds, resume)
    return _train(corpus, vocab_size, engine, settings, saving, progress)


def _train(corpus, vocab_size, engine, settings, saving, progress):
    corpus = as_corpus(corpus)
    counts, checksum = count_words(corpus, vocab_size)
    saved = saving.load()
    seed = settings.seed
    if seed is None:
        # kept in the checkpoint, so that a run without a seed can go on too
        seed = saved.about["seed"] if saved else int(np.random.SeedSequence().generate_state(1)[0])
    settings = replace(settings, vocab_size=len(counts), seed=seed)
    engine, settings = make_engine(engine, counts, settings)

    pieces = Pieces(corpus, settings.window_size, engine.piece_words)
    keep = keep_probability(counts, settings.subsample) if settings.subsample else None
    run = Run(engine, settings, pieces, keep)
    about = describe(engine, settings, counts, len(corpus), checksum)
    if saved:
        check_same_run(saving.path, saved, about, run.total)
        run.load(saved)
        print(f"Going on from {saving.path}: {run.done / run.total:.0%} of the training is done.")

    run.go(about, saving, progress)
    if run.done < run.total:
        how = (
            f"The same call with resume=True goes on from {saving.path}."
            if saving.path
            else "What was learnt is returned; only with a checkpoint could it go on."
        )
        print(f"Stopped in epoch {run.epochs_done + 1} of {settings.epochs}. {how}")
    return run.result()
