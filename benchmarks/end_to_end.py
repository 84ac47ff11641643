"""From the command to the saved vectors: what somebody waits for, with nothing compiled yet."""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.machine import machine_facts, without_paths
from benchmarks.paired import Contender, run_rounds, summarize, table
from w2vlib import load_corpus, ptb

PROJECT = Path(__file__).resolve().parent.parent
TIMEOUT = 3600
COLD, WARM, PEER = "ours, nothing compiled yet", "ours, compiled before", "gensim"


def measure_end_to_end(folder, rounds=3, quick=False, run=None, report=print):
    """Time whole programs: start Python, read the text, train, save.

    Ours is ``python -m w2vlib train``, once with an empty cache of compiled code and once with
    a filled one; the peer's is `benchmarks.gensim_program`, which does the same with gensim.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder for vectors and caches.
    rounds, report
        As in `benchmarks.speed.measure_speed`.
    quick : bool
        One epoch in place of ten.
    run : callable, optional
        As in `benchmarks.paired.run_rounds`; each program is a process of its own anyway.

    Returns
    -------
    result : dict
        ``"commands"`` and the summary's ``contenders`` and ``pairs``: their ``seconds`` are
        those of the whole program, and their words per second are of these.
    """
    epochs = 1 if quick else 10
    corpus = "ptb" if ptb.is_available() else "toy"
    words = epochs * len(load_corpus(corpus)[0])
    rest = ["--corpus", corpus, "--epochs", str(epochs), "--threads", "2"]
    ours, peer = ["w2vlib", "train", *rest], ["benchmarks.gensim_program", *rest]
    time_program = partial(run_program, words=words, folder=folder)
    contenders = [
        Contender(COLD, time_program, ours),
        Contender(WARM, partial(time_program, cache=tempfile.mkdtemp(dir=folder)), ours),
        Contender(PEER, time_program, peer),
    ]
    run = run or (lambda measure, task: measure(task))
    report("Once before the rounds, to fill the cache of compiled code:")
    run_rounds(contenders[1:2], 1, run, report)
    runs = run_rounds(contenders, rounds, run, report)
    summary = summarize(runs, [(COLD, PEER), (WARM, PEER)])
    report("\n" + table(summary))
    commands = {each.name: f"python -m {' '.join(each.task)}" for each in contenders}
    return {
        "command": "python -m benchmarks end-to-end",
        "machine": machine_facts(),
        "rounds": rounds,
        "commands": commands,
        **summary,
        "runs": runs,
    }


def run_program(arguments, words, folder, cache=None):
    """Run ``python -m …`` and time it.

    Parameters
    ----------
    arguments : list of str
        The module's name and its arguments; ``--out`` is added.
    words : int
        How many words the program goes over.
    folder : pathlib.Path
        For the vectors.
    cache : str, optional
        Folder for Numba's compiled code; a new, empty one if not given.

    Returns
    -------
    result : dict
        ``seconds``, ``words`` and ``words_per_second``, or an ``error``.
    """
    out = Path(folder, "vectors.npz")
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", *arguments, "--out", str(out)]
    environment = os.environ | {"NUMBA_CACHE_DIR": cache or tempfile.mkdtemp(dir=folder)}
    start = perf_counter()
    try:
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        return {"error": f"was not done within {TIMEOUT} seconds"}
    seconds = perf_counter() - start
    if done.returncode or not out.exists():
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[-1]
        return {"error": without_paths(f"ended with code {done.returncode} and said: {said}")}
    return {"words_per_second": words / seconds, "words": words, "seconds": round(seconds, 3)}
