"""Who is compared: our engines, gensim and fastText, all on the same work.

Each ``train_…`` runs in a fresh process: it warms up on a few made-up words (imports, compiled
code), opens the corpus, trains, and says how long the training took. Words are counted alike
for all: the words of the corpus that were gone over, before any subsampling.
"""

import logging
from dataclasses import dataclass
from functools import partial
from time import perf_counter, process_time

import numpy as np

from benchmarks.corpora import CorpusFiles
from benchmarks.memory import PeakMemory
from benchmarks.paired import Contender

SENTENCE = 10_000  # words; gensim cuts longer sentences off
WARM_UP_WORDS = 3_000
WARM_UP_VOCABULARY = 50


@dataclass(frozen=True)
class Task:
    """One piece of work, the same for every contender.

    Parameters
    ----------
    corpus : CorpusFiles
        What to train on.
    words : int, optional
        Train on so many words from the start only, for contenders that would take too long.
    lr : float, optional
        Learning rate at the start; each contender's own default if not given.

    The other parameters are those of `w2vlib.fast.train_cbow`.
    """

    corpus: CorpusFiles
    epochs: int = 1
    words: int | None = None
    hidden_size: int = 100
    window_size: int = 5
    sample_size: int = 5
    dynamic_window: bool = False
    subsample: float = 0.0
    seed: int = 0
    lr: float | None = None

    @property
    def tokens(self):
        """How many words an epoch has."""
        return self.corpus.tokens if self.words is None else min(self.words, self.corpus.tokens)


def train_ours(task, engine, threads=1):
    """Train with an engine of `w2vlib.fast`.

    Returns
    -------
    measured : dict
        ``words_per_second`` of the training, ``words``, ``seconds``, ``cpu_seconds`` (of all
        threads), ``warm_up_seconds`` and peaks of memory.
    word_vecs : ndarray of float32, shape (V, H)

    Raises
    ------
    RuntimeError
        If another engine took over, or not all words were gone over.
    """
    start = perf_counter()
    from w2vlib.fast import train_cbow  # the import is part of the warm-up

    settings = {
        "hidden_size": task.hidden_size,
        "window_size": task.window_size,
        "sample_size": task.sample_size,
        "dynamic_window": task.dynamic_window,
        "subsample": task.subsample,
        "seed": task.seed,
        "engine": engine,
        "threads": threads,
        "progress": False,
    }
    # so few words meet so often that a usual learning rate might be too much
    train_cbow(_made_up_ids(), WARM_UP_VOCABULARY, epochs=1, lr=1e-3, **settings)
    warm_up = perf_counter() - start

    with PeakMemory() as memory:
        corpus = np.load(task.corpus.ids, mmap_mode="r")[: task.tokens]
        start_cpu = process_time()
        trained = train_cbow(
            corpus, task.corpus.vocab_size, epochs=task.epochs, lr=task.lr, **settings
        )
        cpu_seconds = process_time() - start_cpu  # counting the words and first weights too
    if trained.engine != engine:
        raise RuntimeError(f"the engine {engine} was asked for, but {trained.engine} ran")
    _check_words(trained.words, task, slack=2 * task.window_size)
    times = trained.seconds, cpu_seconds, warm_up
    return _measured(task.epochs * task.tokens, *times, memory), trained.word_vecs


def train_gensim(task, source, workers=1):
    """Train with gensim; its vocabulary is built before the clock starts.

    Parameters
    ----------
    source : {"lists", "file"}
        How gensim gets its sentences: as lists of 10,000 str in memory, or from a text file
        (``corpus_file``) with 100 words on a line, which spares its workers the queue.

    Returns
    -------
    measured : dict
        As `train_ours`.
    word_vecs : ndarray of float32, shape (V, H)
        In the order of our ids.
    """
    start = perf_counter()
    from gensim.models import Word2Vec

    logging.getLogger("gensim").setLevel(logging.ERROR)
    settings = {
        "vector_size": task.hidden_size,
        "window": task.window_size,
        "negative": task.sample_size,
        "ns_exponent": 0.75,
        "sg": 0,
        "hs": 0,
        "cbow_mean": 1,
        "sample": task.subsample,
        "min_count": 1,
        "shrink_windows": task.dynamic_window,
        "workers": workers,
        "seed": task.seed,
        **({} if task.lr is None else {"alpha": task.lr}),
    }
    Word2Vec([[str(id_) for id_ in _made_up_ids().tolist()]], epochs=1, **settings)
    warm_up = perf_counter() - start

    with PeakMemory() as memory:
        model = Word2Vec(**settings)
        sentences = _sentences(task, source)
        model.build_vocab(**sentences)
        start, start_cpu = perf_counter(), process_time()
        trained, gone_over = model.train(
            **sentences,
            total_examples=model.corpus_count,
            total_words=model.corpus_total_words,
            epochs=task.epochs,
        )
        seconds, cpu_seconds = perf_counter() - start, process_time() - start_cpu
    # in a file gensim drops the ends of batches, and workers read on beyond their share: what
    # counts is what was trained
    words = gone_over if task.subsample else trained
    _check_words(words, task, slack=task.tokens // 20 + workers * SENTENCE)
    # a word that a part of the text lacks has no vector: any will do
    order = [model.wv.key_to_index.get(str(id_), 0) for id_ in range(task.corpus.vocab_size)]
    return _measured(words, seconds, cpu_seconds, warm_up, memory), model.wv.vectors[order]


def train_fasttext(task, threads=1):
    """Train with fastText, without subwords.

    fastText reads the file, builds the vocabulary and trains in one call, and its windows
    always shrink, so its time is that of the whole call.

    Returns
    -------
    measured : dict
        As `train_ours`.
    word_vecs : None

    Raises
    ------
    ValueError
        If the task asks for what fastText does not do: whole windows, or a part of the file.
    """
    import fasttext

    if not task.dynamic_window or task.words is not None:
        raise ValueError("fastText always shrinks windows and reads the whole file")
    with PeakMemory() as memory:
        start, start_cpu = perf_counter(), process_time()
        fasttext.train_unsupervised(
            task.corpus.text,
            model="cbow",
            dim=task.hidden_size,
            ws=task.window_size,
            neg=task.sample_size,
            loss="ns",
            epoch=task.epochs,
            minCount=1,
            minn=0,
            maxn=0,
            **({} if task.lr is None else {"lr": task.lr}),
            t=task.subsample or 1.0,  # with 1 every word is kept
            thread=threads,
            verbose=0,
        )
        seconds, cpu_seconds = perf_counter() - start, process_time() - start_cpu
    return _measured(task.epochs * task.tokens, seconds, cpu_seconds, 0.0, memory), None


def measure(task, train):
    """Return only what `train` measured, without the vectors."""
    return train(task)[0]


def ours(task, engine, threads=1):
    """Return an engine of ours as a contender."""
    name = engine if engine != "compiled" else f"compiled, {_count(threads, 'thread')}"
    return _contender(name, partial(train_ours, engine=engine, threads=threads), task)


def gensim(task, source, workers=1):
    """Return gensim as a contender."""
    name = f"gensim, {_count(workers, 'worker')}, {source}"
    return _contender(name, partial(train_gensim, source=source, workers=workers), task)


def fasttext(task, threads=1):
    """Return fastText as a contender."""
    name = f"fastText, {_count(threads, 'thread')}, whole"
    return _contender(name, partial(train_fasttext, threads=threads), task)


def _contender(name, train, task):
    return Contender(name, partial(measure, train=train), task)


def _count(number, unit):
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _made_up_ids():
    rng = np.random.default_rng(0)
    return rng.integers(WARM_UP_VOCABULARY, size=WARM_UP_WORDS).astype(np.int32)


def _sentences(task, source):
    if source == "file":
        if task.words is not None:
            raise ValueError("gensim reads the whole file: a part of it can only come as lists")
        return {"corpus_file": task.corpus.text}
    if source != "lists":
        raise ValueError(f"source must be 'lists' or 'file', but {source!r} came")
    ids = np.load(task.corpus.ids, mmap_mode="r")[: task.tokens]
    names = [str(id_) for id_ in range(task.corpus.vocab_size)]
    cuts = range(0, len(ids), SENTENCE)
    return {
        "corpus_iterable": [
            [names[id_] for id_ in ids[cut : cut + SENTENCE].tolist()] for cut in cuts
        ]
    }


def _check_words(words, task, slack=0):
    expected = task.epochs * task.tokens
    if not expected - task.epochs * slack <= words <= expected + task.epochs * slack:
        raise RuntimeError(f"{expected} words should have been gone over, but it were {words}")


def _measured(words, seconds, cpu_seconds, warm_up, memory):
    return {
        "words_per_second": words / seconds,
        "words": words,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu_seconds, 3),
        "warm_up_seconds": round(warm_up, 3),
        "peak_rss_mb": memory.rss_mb,
    }
