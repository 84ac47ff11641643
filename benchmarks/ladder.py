"""The speed ladder: the same training, one cost less on each rung."""

import importlib.util
import json
import statistics
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np

from benchmarks.contenders import SENTENCE
from benchmarks.machine import machine_facts, without_paths
from w2vlib import CBOW, Adam, Trainer, create_contexts_target, load_corpus
from w2vlib._validation import check_corpus, check_positive_int
from w2vlib.plots import COLORS, INK, PAPER

PEER = "gensim, 2 workers"
BATCH = 100
LAYERED_WORDS = 100_000  # as many examples as the layered code can want
FIRST_RUN = 200
MEASURED = Path(__file__).parent.parent / "_build" / "ladder.json"  # by `make`, before the book
EPOCH_WORDS = 929_589  # of the Penn Treebank's training text


class Rung(NamedTuple):
    """One rung.

    Attributes
    ----------
    name : str
        What was changed.
    words_per_second : float
        Median over the rounds.
    ratio : float
        How many times as fast as the first rung.
    """

    name: str
    words_per_second: float
    ratio: float


def measure_ladder(
    corpus,
    vocab_size,
    *,
    hidden_size=100,
    window_size=5,
    sample_size=5,
    seconds=0.5,
    rounds=3,
    seed=0,
    report=print,
):
    """Measure the words per second of each way to train CBOW, in turn, several times.

    A rung that cannot run here, since Numba or gensim is missing, is left out with a note.

    Parameters
    ----------
    corpus : ndarray of int, shape (tokens,)
        Word ids.
    vocab_size : int
        Number of words, V.
    hidden_size, window_size, sample_size : int
        H, words on each side, and K.
    seconds : float
        About how long one run takes; a rung has `rounds` of them, and some shorter ones to
        warm up.
    rounds : int
        Runs for each rung.
    seed : int
        For weights and samples.
    report : callable
        Gets the notes, a line of text each.

    Returns
    -------
    rows : list of Rung
        The slowest way first; the peer comes last.

    Raises
    ------
    ValueError
        If `seconds` is not above 0, `rounds` is below 1, or the corpus is too short.

    Examples
    --------
    >>> from w2vlib import toy_treebank
    >>> corpus, word_to_id, _ = toy_treebank.load_data("train")
    >>> rows = measure_ladder(corpus, len(word_to_id), seconds=0.1)  # doctest: +SKIP
    """
    corpus = check_corpus(corpus)
    rounds = check_positive_int(rounds, "rounds")
    if not seconds > 0:
        raise ValueError(f"seconds must be above 0, but {seconds} came")
    if len(corpus) < 2 * BATCH:
        raise ValueError(f"corpus must have at least {2 * BATCH} words, but {len(corpus)} came")
    work = _Work(corpus, vocab_size, hidden_size, window_size, sample_size, seed)
    words, runs = {}, {}
    for name, make in RUNGS.items():
        try:
            runs[name] = make(work)
            words[name] = _calibrate(runs[name], seconds)
        except _LeftOut as reason:
            report(f"Left out: {name}. {reason}")
    speeds = {name: [] for name in words}
    for _ in range(rounds):
        for name in speeds:
            done, took = runs[name](words[name])
            speeds[name].append(done / took)
    medians = {name: statistics.median(each) for name, each in speeds.items()}
    first = next(iter(medians.values()))
    return [Rung(name, speed, speed / first) for name, speed in medians.items()]


def draw_ladder(rows, ax=None):
    """Draw the rungs as a climb over a logarithmic axis, and the peer as a line.

    Parameters
    ----------
    rows : list of Rung
        From `measure_ladder`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no rung to draw.

    Examples
    --------
    >>> rows = [Rung("layers", 3e3, 1.0), Rung("compiled", 3e6, 1000.0), Rung(PEER, 1e6, 333.3)]
    >>> ax = draw_ladder(rows)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['layers', 'compiled']
    >>> plt.close(ax.figure)
    """
    rungs = [Rung(*row) for row in rows if row[0] != PEER]
    if not rungs:
        raise ValueError("rows must hold at least one rung beside the peer, but none came")
    ax = plt.subplots(figsize=(6.4, 0.9 + 0.45 * len(rungs)))[1] if ax is None else ax

    places = np.arange(len(rungs))
    speeds = np.array([rung.words_per_second for rung in rungs])
    ax.plot(speeds, places, marker="o", color=COLORS[0])
    text = {"textcoords": "offset points", "fontsize": "small", "va": "center"}
    for place, rung in zip(places, rungs, strict=True):
        ax.annotate(
            f"{_rounded(rung.words_per_second)} ({_rounded(rung.ratio)}×)",
            (rung.words_per_second, place),
            xytext=(9, 0),
            # readable where the climb or the peer's line runs behind it
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
            **text,
        )
    for peer in (Rung(*row) for row in rows if row[0] == PEER):
        speed = peer.words_per_second
        ax.axvline(speed, color=INK, linestyle="--", linewidth=1.2, zorder=1)
        ax.annotate(
            f"{PEER}: {_rounded(speed)}",
            (speed, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 8),
            ha="center",
            **text,
        )
    ax.set_xscale("log")
    # room for the labels, which stand to the right of their points
    ax.set_xlim(speeds.min() / 2, max(row[1] for row in rows) * 60)
    ax.set_ylim(len(rungs) - 0.5, -0.5)
    ax.set_yticks(places, [rung.name for rung in rungs])
    ax.grid(False, axis="y")
    ax.set_xlabel("words per second")
    return ax


def ladder_table(rows):
    """Return the rungs as text."""
    width = max(len(row.name) for row in rows)
    return "\n".join(
        f"{row.name:{width}} {_rounded(row.words_per_second):>12} words/s {_rounded(row.ratio):>8}×"
        for row in rows
    )


def ladder_markdown(result):
    """Return a course ladder as a table in Markdown, with what each rung changes."""
    lines = ["| rung | words a second | times the first | what it changes |", "|---|--:|--:|---|"]
    for rung in result["rungs"]:
        changed, _ = STORY.get(rung["name"], ("", ""))
        speed, ratio = _rounded(rung["words_per_second"]), _rounded(rung["ratio"])
        lines.append(f"| {rung['name']} | {speed} | {ratio} | {changed} |")
    return "\n".join(lines)


def measure_course_ladder(rounds=5, quick=False, report=print):
    """Measure the ladder on the course's corpus, and return it as a result to write."""
    corpus, word_to_id, _, title = load_corpus("auto")
    notes = []
    rows = measure_ladder(
        corpus,
        len(word_to_id),
        seconds=0.2 if quick else 1.0,
        rounds=rounds,
        report=notes.append,
    )
    report("\n".join([*notes, ladder_table(rows)]))
    return {
        "command": "python -m benchmarks ladder",
        "machine": machine_facts(),
        "corpus": {"title": title, "tokens": len(corpus), "vocab_size": len(word_to_id)},
        "rounds": rounds,
        "rungs": [row._asdict() for row in rows],
        "notes": notes,
    }


def course_ladder(measured=MEASURED):
    """Return what `make` has measured; where there is no such file, measure in short runs."""
    if measured.is_file():
        return json.loads(measured.read_text(encoding="utf-8"))
    return measure_course_ladder(rounds=3, quick=True, report=lambda text: None)


def picture_data(result):
    """Return what the book's picture of the ladder is drawn from, as JSON for a page.

    Parameters
    ----------
    result : dict
        From `course_ladder`.

    Returns
    -------
    text : str
        For each rung its speed, what it ``changed`` and what is ``slow`` then; the ``peer``; the
        ``title`` of the text, and the words of an ``epoch``.
    """
    rungs = []
    for rung in result["rungs"]:
        changed, slow = STORY.get(rung["name"], ("", ""))
        rungs.append(rung | {"changed": changed, "slow": slow})
    title = result["corpus"]["title"]
    return json.dumps({"rungs": rungs, "peer": PEER, "title": title, "epoch": EPOCH_WORDS})


class _Work(NamedTuple):
    corpus: np.ndarray
    vocab_size: int
    hidden_size: int
    window_size: int
    sample_size: int
    seed: int


class _LeftOut(Exception):
    """A rung cannot run here."""


def _calibrate(run, seconds):
    """Warm up, and return how many words take about `seconds`."""
    words = FIRST_RUN
    run(words)
    while True:
        done, took = run(words)
        if took > seconds / 4:
            return max(FIRST_RUN, int(done / took * seconds))
        words *= 4


# Each gives a function that trains on about so many words: ``run(words) -> (words, seconds)``


def _layers(work, batch_sampler=False):
    corpus, V, H, w, K, seed = work
    rng = np.random.default_rng(seed)
    contexts, target = create_contexts_target(corpus[:LAYERED_WORDS], w)
    model = CBOW(V, H, w, corpus, sample_size=K, rng=rng)
    if batch_sampler:
        from w2vlib.fast.batch_sampler import BatchSampler

        counts = np.bincount(corpus, minlength=V)
        model.ns_loss.sampler = BatchSampler(counts, 0.75, K, rng)
    trainer = Trainer(model, Adam(), rng=rng)
    epochs = 10**9  # each run goes on where the last one was stopped

    def run(words):
        updates = max(1, words // BATCH)
        before = trainer.optimizer.iter
        start = perf_counter()
        trainer.fit(contexts, target, epochs, BATCH, max_iters=updates, progress=False)
        return (trainer.optimizer.iter - before) * BATCH, perf_counter() - start

    return run


def _engine(work, engine, batch_size=None, threads=1):
    from w2vlib.fast import train_cbow

    if engine == "compiled" and importlib.util.find_spec("numba") is None:
        raise _LeftOut("Numba is not installed.")
    corpus, V, H, w, K, seed = work

    def run(words):
        trained = train_cbow(
            corpus[:words],
            V,
            H,
            w,
            K,
            epochs=max(1, round(words / len(corpus))),
            engine=engine,
            threads=threads,
            batch_size=batch_size,
            seed=seed,
            progress=False,
        )
        if trained.engine != engine:
            raise _LeftOut(f"The engine {trained.engine} ran in its place.")
        return trained.words, trained.seconds

    return run


def _gensim(work):
    try:
        from gensim.models import Word2Vec
    except Exception as error:  # a broken installation is none
        raise _LeftOut(without_paths(f"gensim cannot be imported ({error}).")) from None
    corpus, _, H, w, K, seed = work
    words_of = np.char.mod("%d", corpus).tolist()
    sentences = [words_of[start : start + SENTENCE] for start in range(0, len(corpus), SENTENCE)]

    def run(words):
        some = sentences[: max(1, words // SENTENCE)]
        model = Word2Vec(
            vector_size=H,
            window=w,
            negative=K,
            cbow_mean=1,
            sample=0,
            min_count=1,
            shrink_windows=False,
            workers=2,
            seed=seed,
        )
        model.build_vocab(sentences)
        start = perf_counter()
        _, done = model.train(
            some, total_examples=len(some), epochs=max(1, round(words / len(corpus)))
        )
        return done, perf_counter() - start

    return run


RUNGS = {
    "layers": _layers,
    "a sampler without a loop": partial(_layers, batch_sampler=True),
    "sparse updates": partial(_engine, engine="vectorized", batch_size=BATCH),
    "larger batches": partial(_engine, engine="vectorized"),
    "compiled, 1 thread": partial(_engine, engine="compiled"),
    "compiled, 2 threads": partial(_engine, engine="compiled", threads=2),
    PEER: _gensim,
}

# What a rung changes, and what takes most of the time on it.
STORY = {
    "layers": (
        "The layers of chapters 04 to 08, trained with Adam.",
        "Negatives are drawn for one target after another, each time from V probabilities.",
    ),
    "a sampler without a loop": (
        "One search draws the negatives of a whole batch.",
        "Gradients are as large as the weights and nearly all zeros, and Adam goes over all rows.",
    ),
    "sparse updates": (
        "Only the rows in use are changed, by SGD.",
        "Each call of NumPy has its price, and small batches pay it often.",
    ),
    "larger batches": (
        "More targets share the price of a call.",
        "Each call writes a large array, which the next one has to fetch again.",
    ),
    "compiled, 1 thread": (
        "A compiled loop does everything with a few rows while they are near.",
        "One core works, the others wait.",
    ),
    "compiled, 2 threads": (
        "Two threads change the same weights, without a lock.",
        "Rows must be fetched from memory, faster than it can give them.",
    ),
    PEER: ("Another program, which many people use. Its inner loops are compiled, too.", ""),
}


def _rounded(number):
    """Write a number with two digits that count."""
    return f"{float(f'{number:.2g}'):,.{0 if number >= 9.5 else 1}f}"
