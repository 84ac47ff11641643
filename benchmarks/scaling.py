"""How speed and memory change with the length of the text, H and V."""

from pathlib import Path

from benchmarks.contenders import Task, gensim, ours
from benchmarks.corpora import toy_corpus, zipf_corpus
from benchmarks.machine import machine_facts
from benchmarks.paired import run_in_fresh_process, run_rounds, summarize, table

TOKENS = [10**5, 10**6, 10**7, 10**8]
HIDDEN_SIZES = [50, 100, 300]
VOCAB_SIZES = [10**3, 10**4, 10**5, 10**6]
BASE_TOKENS = 10**6  # of the series over H and V
GENSIM_TOKENS = 10**7  # longer texts are left to us
SHORTEST_RUN = 2 * 10**6  # words to go over in a run, so that a short text gets more epochs
PAIRS = [
    ("compiled, 1 thread", "gensim, 1 worker, file"),
    ("compiled, 2 threads", "gensim, 2 workers, file"),
    ("compiled, 2 threads", "compiled, 1 thread"),
]


def measure_scaling(folder, rounds=3, quick=False, run=run_in_fresh_process, report=print):
    """Measure words per second over tokens, hidden sizes and vocabulary sizes.

    The texts of different length are toy treebanks; for H and V, ids are drawn by Zipf's law.

    Parameters
    ----------
    folder, rounds, run, report
        As in `benchmarks.speed.measure_speed`.
    quick : bool
        Leave out the largest of each.

    Returns
    -------
    result : dict
        ``"series"``: for each of ``tokens``, ``hidden_size`` and ``vocab_size`` a list of
        points, each with its ``tokens``, ``vocab_size``, ``hidden_size``, ``epochs``, and the
        summary's ``contenders`` and ``pairs``.
    """
    result = {
        "command": "python -m benchmarks scaling",
        "machine": machine_facts(),
        "rounds": rounds,
        "series": {},
    }
    for name, points in _series(quick).items():
        report(f"Over {name}:")
        result["series"][name] = []
        for point in points:
            task = Task(_make(folder, point), _epochs(point["tokens"]), None, point["hidden_size"])
            report(
                f"{point['tokens']:,} tokens, V = {task.corpus.vocab_size:,}, "
                f"H = {task.hidden_size}, epochs: {task.epochs}"
            )
            summary = summarize(run_rounds(_contenders(task), rounds, run, report), PAIRS)
            report("\n" + table(summary) + "\n")
            found = point | {"vocab_size": task.corpus.vocab_size, "epochs": task.epochs}
            result["series"][name].append(found | summary)
            _remove(task.corpus)
    return result


def _series(quick):
    end = -1 if quick else None
    middle = {"tokens": BASE_TOKENS, "hidden_size": 100, "vocab_size": VOCAB_SIZES[1]}
    return {
        # None: the vocabulary of the toy treebank
        "tokens": [middle | {"tokens": n, "vocab_size": None} for n in TOKENS[:end]],
        "hidden_size": [middle | {"hidden_size": H} for H in HIDDEN_SIZES[:end]],
        "vocab_size": [
            middle | {"vocab_size": V, "tokens": max(BASE_TOKENS, 10 * V)}
            for V in VOCAB_SIZES[:end]
        ],
    }


def _make(folder, point):
    if point["vocab_size"] is None:
        return toy_corpus(folder, point["tokens"])
    return zipf_corpus(folder, point["tokens"], point["vocab_size"])


def _epochs(tokens):
    return max(1, SHORTEST_RUN // tokens)


def _contenders(task):
    contenders = [ours(task, "compiled", 1), ours(task, "compiled", 2)]
    if task.corpus.tokens <= GENSIM_TOKENS:
        contenders.insert(1, gensim(task, "file", 1))
        contenders.append(gensim(task, "file", 2))
    return contenders


def _remove(files):
    # 10⁸ tokens take most of a gigabyte
    for path in (files.ids, files.text):
        Path(path).unlink()
