"""How good the vectors are: ours and gensim's after equal work, over several seeds."""

import math
import statistics
from dataclasses import asdict, replace
from functools import partial

from benchmarks.contenders import Task, train_gensim, train_ours
from benchmarks.corpora import course_corpus
from benchmarks.machine import machine_facts
from benchmarks.paired import Contender, run_in_fresh_process, run_rounds
from w2vlib import load_corpus

METRICS = {"wordsim353": "WordSim-353", "simlex999": "SimLex-999", "analogies": "analogies"}
NOTE = (
    "WordSim-353 and SimLex-999: Spearman's correlation; analogies: share answered right. "
    "Medians over the seeds, with the lowest and the highest. Each contender has the learning "
    "rate that is its default."
)


def measure_quality(folder, rounds=5, quick=False, run=run_in_fresh_process, report=print):
    """Train with several seeds and evaluate on word similarity and analogies.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder for the corpus.
    rounds : int
        Seeds, from 0 on.
    quick : bool
        A tenth of the epochs.
    run, report : callable
        As in `benchmarks.paired.run_rounds`.

    Returns
    -------
    result : dict
        ``"policies"``: for each, ``settings``, ``contenders`` and all ``runs``. For each
        contender and metric: the ``median`` over the seeds, its ``range``, and how much of the
        test set was ``used``.
    """
    task = Task(course_corpus(folder))
    few = 10 if quick else 1
    plain = replace(task, epochs=10 // few)
    thinned = replace(task, epochs=30 // few, subsample=1e-3)
    policies = {
        f"{plain.epochs} epochs, whole windows": plain,
        f"{plain.epochs} epochs, dynamic windows": replace(plain, dynamic_window=True),
        f"{thinned.epochs} epochs, subsampling 1e-3, whole windows": thinned,
        f"{thinned.epochs} epochs, subsampling 1e-3, dynamic windows": replace(
            thinned, dynamic_window=True
        ),
    }
    result = {
        "command": "python -m benchmarks quality",
        "note": NOTE,
        "machine": machine_facts(),
        "corpus": {
            "title": task.corpus.title,
            "tokens": task.corpus.tokens,
            "vocab_size": task.corpus.vocab_size,
        },
        "seeds": list(range(rounds)),
        "policies": {},
    }
    for number, (name, task) in enumerate(policies.items()):
        report(f"{name}:")
        runs = []
        for seed in range(rounds):
            # NumPy alone takes its time: once is enough
            contenders = _contenders(replace(task, seed=seed), vectorized=number == 0)
            for found in run_rounds(contenders, 1, run, partial(_report_seed, report, seed)):
                runs.append({key: value for key, value in found.items() if key != "round"})
                runs[-1]["seed"] = seed
        settings = {key: value for key, value in asdict(task).items() if key != "corpus"}
        settings.pop("seed")
        found = summarize_quality(runs)
        result["policies"][name] = {"settings": settings, "contenders": found, "runs": runs}
        report("\n" + quality_table(found) + "\n")
    report(NOTE)
    return result


def train_and_evaluate(task, train):
    """Train in this process and return the scores beside what `train` measured.

    Returns
    -------
    result : dict
        For each metric its score (None where it is not defined), and ``…_used`` and
        ``…_given``: how many pairs or questions had all their words in the vocabulary, and
        how many there are.
    """
    from w2vlib.evaluation import evaluate

    measured, word_vecs = train(task)
    _, word_to_id, _, _ = load_corpus("auto")
    found = evaluate(word_vecs, word_to_id)
    scores = {
        "wordsim353": found.wordsim353.spearman,
        "simlex999": found.simlex999.spearman,
        "analogies": found.analogies.accuracy,
    }
    for metric in METRICS:
        score = scores[metric]
        # JSON knows no NaN
        measured[metric] = round(score, 4) if math.isfinite(score) else None
        measured[f"{metric}_used"] = found[metric].used
        measured[f"{metric}_given"] = found[metric].given
    return measured


def summarize_quality(runs):
    """Reduce runs to the median and the range over the seeds, for each contender and metric.

    Examples
    --------
    >>> runs = [
    ...     {"contender": "ours", "seed": seed, "simlex999": score, "simlex999_used": 9,
    ...      "simlex999_given": 10}
    ...     for seed, score in enumerate([0.2, 0.5, 0.1])
    ... ]
    >>> summarize_quality(runs)["ours"]["simlex999"]
    {'median': 0.2, 'range': [0.1, 0.5], 'used': 9, 'given': 10}
    """
    found = {}
    for name in dict.fromkeys(run["contender"] for run in runs):
        mine = [run for run in runs if run["contender"] == name]
        good = [run for run in mine if "error" not in run]
        found[name] = {"seeds": len(good)}
        found[name]["errors"] = sorted({run["error"] for run in mine if "error" in run})
        for metric in METRICS:
            scores = [run[metric] for run in good if run.get(metric) is not None]
            if scores:
                found[name][metric] = {
                    "median": round(statistics.median(scores), 4),
                    "range": [min(scores), max(scores)],
                    "used": good[0][f"{metric}_used"],
                    "given": good[0][f"{metric}_given"],
                }
    return found


def quality_table(found):
    """Return what `summarize_quality` found as text."""
    width = max(len(name) for name in found)
    head = "".join(f"{title:>24}" for title in METRICS.values())
    lines = [f"{'':{width}}{head}"]
    for name, mine in found.items():
        cells = "".join(f"{_cell(mine.get(metric)):>24}" for metric in METRICS)
        lines.append(f"{name:{width}}{cells}")
        if mine["errors"]:
            lines.append(f"{'':{width}}  failed: {'; '.join(mine['errors'])}")
    used = {
        f"{title}: {mine[metric]['used']} of {mine[metric]['given']}"
        for mine in found.values()
        for metric, title in METRICS.items()
        if metric in mine
    }
    return "\n".join([*lines, "with all words known: " + (", ".join(sorted(used)) or "none")])


def _report_seed(report, seed, line):
    report(line.replace("round 1 of 1", f"seed {seed}"))


def _cell(score):
    if score is None:
        return "–"
    low, high = score["range"]
    return f"{score['median']:.3f} ({low:.3f} – {high:.3f})"


def _contenders(task, vectorized):
    trainers = {
        "compiled, 1 thread": partial(train_ours, engine="compiled"),
        "compiled, 2 threads": partial(train_ours, engine="compiled", threads=2),
        # lists: whole sentences of 10,000 words have the fewest borders, and ours has none
        "gensim, 1 worker": partial(train_gensim, source="lists"),
        "gensim, 2 workers": partial(train_gensim, source="lists", workers=2),
    }
    if vectorized:
        trainers["vectorized"] = partial(train_ours, engine="vectorized")
    return [
        Contender(name, partial(train_and_evaluate, train=train), task)
        for name, train in trainers.items()
    ]
