"""Words per second: our engines against one another, gensim and fastText."""

from dataclasses import asdict, replace

from benchmarks.contenders import Task, fasttext, gensim, ours
from benchmarks.corpora import course_corpus
from benchmarks.machine import machine_facts
from benchmarks.paired import run_in_fresh_process, run_rounds, summarize, table

EPOCHS = 10
LAYERS_WORDS = 20_000  # of the whole text: some seconds for the layered code
VECTORIZED_WORDS = 500_000
NOTE = (
    "Ours and gensim: training only, after a warm-up; the vocabulary is ready. gensim gets its "
    "sentences once as lists and once as a file, and is compared at its faster. fastText can "
    "only be timed whole: it reads the file and builds the vocabulary in the same call. The "
    "compiled engine lets the targets of a block share their negatives, where the peers draw "
    "some for each target; what that means for the vectors, `quality` measures."
)


def measure_speed(folder, rounds=5, quick=False, run=run_in_fresh_process, report=print):
    """Measure all contenders in turn, once for each policy of windows and subsampling.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder for the corpus.
    rounds : int
        Turns for each contender.
    quick : bool
        One epoch of a third of the Penn Treebank: to see that all works, not to quote.
    run, report : callable
        As in `benchmarks.paired.run_rounds`.

    Returns
    -------
    result : dict
        ``"policies"``: for each, ``settings``, the summary's ``contenders`` and ``pairs``, and
        all ``runs``; beside it the corpus and the machine.
    """
    files = course_corpus(folder, 300_000 if quick else None)
    task = Task(files, epochs=1 if quick else EPOCHS)
    policies = {
        "whole windows": task,
        "dynamic windows": replace(task, dynamic_window=True),
        "dynamic windows, subsampling 1e-3": replace(task, dynamic_window=True, subsample=1e-3),
    }
    result = {
        "command": "python -m benchmarks speed",
        "note": NOTE,
        "machine": machine_facts(),
        "corpus": {"title": files.title, "tokens": files.tokens, "vocab_size": files.vocab_size},
        "rounds": rounds,
        "policies": {},
    }
    for name, task in policies.items():
        report(f"{name}:")
        runs = run_rounds(_contenders(task), rounds, run, report)
        summary = summarize(runs, PAIRS)
        settings = {key: value for key, value in asdict(task).items() if key != "corpus"}
        result["policies"][name] = {"settings": settings, **summary, "runs": runs}
        report("\n" + table(summary) + "\n")
    report(NOTE)
    return result


def _contenders(task):
    all_of_it = [
        ours(task, "compiled", 1),
        gensim(task, "lists", 1),
        gensim(task, "file", 1),
        ours(task, "compiled", 2),
        gensim(task, "lists", 2),
        gensim(task, "file", 2),
    ]
    a_part = [
        ours(replace(task, words=LAYERS_WORDS, epochs=1), "layers"),
        ours(replace(task, words=VECTORIZED_WORDS, epochs=1), "vectorized"),
    ]
    if not task.dynamic_window:
        return a_part + all_of_it
    return a_part[1:] + all_of_it + [fasttext(task, 1), fasttext(task, 2)]


PAIRS = [
    ("compiled, 1 thread", ["gensim, 1 worker, lists", "gensim, 1 worker, file"]),
    ("compiled, 2 threads", ["gensim, 2 workers, lists", "gensim, 2 workers, file"]),
    ("compiled, 1 thread", "fastText, 1 thread, whole"),
    ("compiled, 2 threads", "fastText, 2 threads, whole"),
    ("compiled, 2 threads", "compiled, 1 thread"),
    ("compiled, 1 thread", "vectorized"),
    ("compiled, 2 threads", "layers"),
    ("vectorized", "layers"),
]
