"""Paired measurements: contenders take turns, each run in a fresh process of its own.

A computer is never twice in the same mood: it heats up, and others work on it. So nobody gets
all their runs in a row. The contenders go A B C, A B C, …; a ratio is taken within each round,
where both had about the same conditions, and the median of these ratios is reported.
"""

import json
import multiprocessing
import statistics
from dataclasses import dataclass
from typing import Any

from benchmarks.machine import without_paths
from w2vlib._validation import check_positive_int

TIMEOUT = 3600.0  # seconds until a run is given up


@dataclass(frozen=True)
class Contender:
    """Something to measure.

    Parameters
    ----------
    name : str
        What the tables call it.
    measure : callable
        ``measure(task)`` returns a dict of numbers, ``words_per_second`` among them. It is
        sent to another process, so it must be importable: a function of a module, or a
        `functools.partial` of one.
    task : object
        What to do; can be pickled.
    """

    name: str
    measure: Any
    task: Any = None


def run_in_fresh_process(measure, task, timeout=TIMEOUT):
    """Call ``measure(task)`` in a new Python process and return what it returns.

    Nothing a run leaves behind (compiled code, warm caches of Python, memory) reaches the next.

    Parameters
    ----------
    measure : callable
        Importable, as in `Contender`.
    task : object
        Its argument.
    timeout : float
        Seconds after which the process is ended.

    Returns
    -------
    result : dict
        What `measure` returned, or ``{"error": …}`` if it raised, died or took too long.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_answer, args=(there, measure, task))
    try:
        process.start()
        there.close()  # so that a dead process means the end of the pipe
        if not here.poll(timeout):
            return {"error": f"gave no answer within {timeout:g} seconds"}
        return here.recv()
    except EOFError:
        process.join()
        return {"error": f"the process ended with code {process.exitcode} and gave no answer"}
    finally:
        here.close()
        if process.pid is not None:
            # who has answered may go; who has not, must
            process.join(5)
            process.kill()
            process.join()


def _answer(pipe, measure, task):
    try:
        result = measure(task)
    except Exception as error:
        result = {"error": without_paths(f"{type(error).__name__}: {error}")}
    pipe.send(result)
    pipe.close()


def run_rounds(contenders, rounds, run=run_in_fresh_process, report=print):
    """Let contenders take turns: all of them once, then all of them again.

    A contender that fails leaves its error in place of a measurement, and the others go on.

    Parameters
    ----------
    contenders : list of Contender
        In the order of their turns.
    rounds : int
        Turns for each.
    run : callable
        ``run(measure, task)`` gives a result or ``{"error": …}``.
    report : callable
        Gets a line of text after each run.

    Returns
    -------
    runs : list of dict
        ``{"contender", "round", …}`` with what was measured or an ``"error"``, in order.

    Raises
    ------
    ValueError
        If two contenders share a name, or `rounds` is below 1.
    """
    names = [contender.name for contender in contenders]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"contenders must have different names, but these came twice: {twice}")
    runs = []
    for number in range(1, check_positive_int(rounds, "rounds") + 1):
        for contender in contenders:
            result = run(contender.measure, contender.task)
            runs.append({"contender": contender.name, "round": number, **result})
            report(f"  round {number} of {rounds}: {contender.name}: {_in_words(result)}")
    return runs


def summarize(runs, pairs=()):
    """Reduce runs to medians, ranges and ratios.

    Parameters
    ----------
    runs : list of dict
        From `run_rounds`.
    pairs : sequence of (str, str or list of str)
        Which contender is compared with which other. From a list of others, the one with the
        highest median is taken: the peer at its best.

    Returns
    -------
    summary : dict
        ``"contenders"``: for each name, ``rounds`` (that worked), the median
        ``words_per_second`` and its ``range``, the median ``seconds`` and ``warm_up_seconds``,
        the largest ``peak_rss_mb``, and ``errors``. ``"pairs"``: for each pair that has rounds
        in common, ``of``, ``to``, the median ``ratio`` of words per second, its ``range``,
        ``cpu_ratio`` (the median ratio of words per second of processor time, which others'
        work on the computer disturbs less; None where it was not measured) and ``rounds``.

    Examples
    --------
    >>> runs = [
    ...     {"contender": name, "round": number, "words_per_second": speed}
    ...     for number, speeds in enumerate([(100, 50), (90, 30), (120, 48)])
    ...     for name, speed in zip(["fast", "slow"], speeds, strict=True)
    ... ]
    >>> (pair,) = summarize(runs, [("fast", "slow")])["pairs"]
    >>> pair["ratio"], pair["range"], pair["rounds"]
    (2.5, [2.0, 3.0], 3)
    """
    contenders = {}
    for name in dict.fromkeys(run["contender"] for run in runs):
        contenders[name] = _summary([run for run in runs if run["contender"] == name])
    found = [_pair(runs, of, _best(contenders, to)) for of, to in pairs]
    return {"contenders": contenders, "pairs": [pair for pair in found if pair is not None]}


def _summary(runs):
    good = [run for run in runs if "error" not in run]
    speeds = [run["words_per_second"] for run in good]
    peaks = [run["peak_rss_mb"] for run in good if run.get("peak_rss_mb") is not None]
    return {
        "rounds": len(good),
        "words_per_second": round(statistics.median(speeds)) if speeds else None,
        "range": [round(min(speeds)), round(max(speeds))] if speeds else None,
        "seconds": _median(good, "seconds"),
        "warm_up_seconds": _median(good, "warm_up_seconds"),
        "peak_rss_mb": max(peaks) if peaks else None,
        "errors": sorted({run["error"] for run in runs if "error" in run}),
    }


def _median(runs, key):
    numbers = [run[key] for run in runs if key in run]
    return round(statistics.median(numbers), 2) if numbers else None


def _best(contenders, names):
    names = [names] if isinstance(names, str) else names
    speed = {name: contenders.get(name, {}).get("words_per_second") or 0 for name in names}
    return max(names, key=speed.get)


def _pair(runs, of, to):
    found = {(run["contender"], run["round"]): run for run in runs if "error" not in run}
    both = [
        (run, found[to, number])
        for (name, number), run in found.items()
        if name == of and (to, number) in found
    ]
    if not both:
        return None
    ratios = [a["words_per_second"] / b["words_per_second"] for a, b in both]
    cpu_ratios = [
        a["words"] / a["cpu_seconds"] / (b["words"] / b["cpu_seconds"])
        for a, b in both
        if a.get("cpu_seconds") and b.get("cpu_seconds")
    ]
    return {
        "of": of,
        "to": to,
        "ratio": round(statistics.median(ratios), 3),
        "range": [round(min(ratios), 3), round(max(ratios), 3)],
        "cpu_ratio": round(statistics.median(cpu_ratios), 3) if cpu_ratios else None,
        "rounds": len(both),
    }


def table(summary):
    """Return a summary as text: a line for each contender, then one for each pair."""
    contenders, pairs = summary["contenders"], summary["pairs"]
    width = max(map(len, ["contender", *contenders]))
    head = f"{'contender':{width}}    words/s  (lowest – highest)         seconds   warm-up"
    lines = [f"{head}   peak memory"]
    for name, found in contenders.items():
        if found["words_per_second"] is None:
            lines.append(f"{name:{width}}  failed: {'; '.join(found['errors'])}")
            continue
        low, high = found["range"]
        lines.append(
            f"{name:{width}}  {found['words_per_second']:>9,}  "
            f"{f'({low:,} – {high:,})':<26} {_unit(found['seconds'], '.1f', 's'):>8} "
            f"{_unit(found['warm_up_seconds'], '.1f', 's'):>9} "
            f"{_unit(found['peak_rss_mb'], ',.0f', 'MB'):>13}"
        )
        if found["errors"]:
            lines.append(f"{'':{width}}  failed in some rounds: {'; '.join(found['errors'])}")
    if pairs:
        lines.append("")
    for pair in pairs:
        low, high = pair["range"]
        lines.append(
            f"{pair['of']} : {pair['to']} = {pair['ratio']:.2f} "
            f"({low:.2f} – {high:.2f}, {pair['rounds']} rounds"
            + ("" if pair["cpu_ratio"] is None else f"; by CPU time {pair['cpu_ratio']:.2f}")
            + ")"
        )
    return "\n".join(lines)


def write_result(folder, name, result):
    """Write a result as ``name.json`` into a folder, and return the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return path


def _unit(number, fmt, unit):
    return "–" if number is None else f"{number:{fmt}} {unit}"


def _in_words(result):
    if "error" in result:
        return f"failed: {result['error']}"
    return f"{result['words_per_second']:,.0f} words/s"
