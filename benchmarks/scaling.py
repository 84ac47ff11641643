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
MEMORY_TOKENS = [10**6, 10**7, 10**8]
GENSIM_TOKENS = 10**7  # longer texts are left to us
LISTS_TOKENS = 10**7  # gensim's lists of a longer text would fill the memory
VECTORIZED_TOKENS = 10**6
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


def measure_memory(folder, quick=False, run=run_in_fresh_process, report=print):
    """Measure the peak of memory while training on toy treebanks of growing length.

    Over what the process had before it opened the corpus, in MB: the whole resident set, its
    anonymous part (without pages of memory-mapped files), and what `tracemalloc` counts of
    Python and NumPy (the allocations of gensim's and Numba's compiled code escape it).

    Parameters
    ----------
    folder, run, report
        As in `benchmarks.speed.measure_speed`.
    quick : bool
        Leave out the longest text.

    Returns
    -------
    result : dict
        ``"rows"``: for each text and contender ``tokens``, ``contender``, ``corpus_mb``,
        ``weights_mb`` and the peaks, or an ``error``.
    """
    rows = []
    for tokens in MEMORY_TOKENS[: -1 if quick else None]:
        files = toy_corpus(folder, tokens)
        task = Task(files, trace=True)
        contenders = [ours(task, "compiled", 1), ours(task, "compiled", 2)]
        if tokens <= VECTORIZED_TOKENS:
            contenders.append(ours(task, "vectorized"))
        contenders.append(gensim(task, "file", 2))
        if tokens <= LISTS_TOKENS:
            contenders.append(gensim(task, "lists", 2))
        for found in run_rounds(contenders, 1, run, report):
            row = {"tokens": tokens, "contender": found["contender"]}
            row["corpus_mb"] = round(4 * tokens / 1e6, 2)
            row["weights_mb"] = round(2 * 4 * files.vocab_size * task.hidden_size / 1e6, 2)
            keys = ["peak_rss_mb", "peak_anonymous_mb", "peak_python_mb", "error"]
            rows.append(row | {key: found[key] for key in keys if key in found})
        _remove(files)
    report(memory_table(rows))
    return {"command": "python -m benchmarks memory", "machine": machine_facts(), "rows": rows}


def memory_table(rows):
    """Return the rows of `measure_memory` as text."""
    lines = [
        f"{'':38}{'corpus':>9}{'weights':>9}{'resident':>10}{'anonymous':>11}{'traced':>9}  (MB)"
    ]
    for row in rows:
        line = f"{row['tokens']:>11,}  {row['contender']:25}"
        if "error" in row:
            lines.append(f"{line} failed: {row['error']}")
            continue
        peaks = [row["peak_rss_mb"], row["peak_anonymous_mb"], row["peak_python_mb"]]
        cells = ["–" if peak is None else f"{peak:,.0f}" for peak in peaks]
        line += f"{row['corpus_mb']:>9,.1f}{row['weights_mb']:>9,.1f}"
        lines.append(line + f"{cells[0]:>10}{cells[1]:>11}{cells[2]:>9}")
    return "\n".join(lines)


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
