"""Tables and a picture for the book, from the results that are committed."""

import json
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
OURS_ONE, OURS_TWO = "compiled, 1 thread", "compiled, 2 threads"
GROWTH = {
    "tokens": "words in the text",
    "hidden_size": "hidden size H",
    "vocab_size": "vocabulary size V",
}


def load_result(name, folder=RESULTS):
    """Return a result that ``python -m benchmarks`` has written, such as ``"speed"``.

    Raises
    ------
    FileNotFoundError
        If there is none.
    ValueError
        If it comes from a ``--quick`` run, which is not to be quoted.
    """
    result = json.loads((Path(folder) / f"{name}.json").read_text(encoding="utf-8"))
    if result["quick"]:
        raise ValueError(f"{name}.json is of a quick run: make it anew without --quick")
    return result


def machine_markdown(result):
    """Return one line on where a result was measured.

    Examples
    --------
    >>> machine_markdown({"machine": {"cores": 2, "processor": "AMD EPYC", "memory_gb": 25}})
    '2 cores (AMD EPYC), 25 GB'
    """
    machine = result["machine"]
    return f"{machine['cores']} cores ({machine['processor']}), {machine['memory_gb']} GB"


def speed_markdown(speed):
    """Return a table of ratios of words per second, for each policy of windows.

    Parameters
    ----------
    speed : dict
        What `benchmarks.speed.measure_speed` gave.

    Returns
    -------
    table : str
        Markdown. A ratio is a median over the rounds, with the lowest and the highest.

    Examples
    --------
    >>> pairs = [{"of": "ours", "to": "theirs", "ratio": 4.41, "range": [4.0, 5.06]},
    ...          {"of": "ours", "to": "layers", "ratio": 1234.5, "range": [900.0, 1300.0]}]
    >>> print(speed_markdown({"policies": {"whole windows": {"pairs": pairs}}}))
    | times as fast | whole windows |
    |---|---|
    | ours : theirs | **4.4** (4.0 – 5.1) |
    | ours : layers | **1,234** (900 – 1,300) |
    """
    policies = speed["policies"]
    found = {}
    for name, policy in policies.items():
        for pair in policy["pairs"]:
            # which of gensim's two readers was the faster one, the table need not say
            to = pair["to"].removesuffix(", lists").removesuffix(", file").removesuffix(", whole")
            found.setdefault(f"{pair['of']} : {to}", {})[name] = pair
    rows = [["times as fast", *policies]]
    for pair, of_policy in found.items():
        rows.append([pair, *(_ratio(of_policy.get(name)) for name in policies)])
    return table(rows)


def quality_markdown(quality):
    """Return a table of medians over the seeds, ours beside gensim's, for each policy.

    Parameters
    ----------
    quality : dict
        What `benchmarks.quality.measure_quality` gave.
    """
    rows = [["training", "by", "WordSim-353", "SimLex-999", "analogies"]]
    for policy, result in quality["policies"].items():
        for contender, scores in result["contenders"].items():
            if "wordsim353" not in scores:
                continue
            wordsim, simlex = (scores[metric]["median"] for metric in ("wordsim353", "simlex999"))
            analogies = scores["analogies"]["median"]
            rows.append([policy, contender, f"{wordsim:.3f}", f"{simlex:.3f}", f"{analogies:.1%}"])
    return table(rows)


def memory_markdown(scaling):
    """Return a table of peaks of resident memory over the length of the text, and over V.

    Parameters
    ----------
    scaling : dict
        What `benchmarks.scaling.measure_scaling` gave.

    Returns
    -------
    table : str
        Markdown. The text is of int32, the weights are two matrices of float32.
    """
    rows = [["words in the text", "V", "text and weights", "by", "peak of memory"]]
    for point in [*scaling["series"]["tokens"], *scaling["series"]["vocab_size"]]:
        weights = 2 * point["vocab_size"] * point["hidden_size"]
        size = f"{4 * (point['tokens'] + weights) / 1e6:,.1f} MB"
        for contender, found in point["contenders"].items():
            if found["peak_rss_mb"] is not None:
                peak = f"{found['peak_rss_mb']:,.1f} MB"
                words = f"{point['tokens']:,}"
                rows.append([words, f"{point['vocab_size']:,}", size, contender, peak])
    return table(rows)


def draw_growth(scaling, axes):
    """Draw words per second over the length of the text, H and V.

    Parameters
    ----------
    scaling : dict
        What `benchmarks.scaling.measure_scaling` gave.
    axes : sequence of matplotlib.axes.Axes
        Three, side by side, with one y axis.
    """
    from w2vlib.plots import COLORS, MARKERS

    shown = [(OURS_ONE, OURS_ONE), (OURS_TWO, OURS_TWO), ("gensim, 2 workers", "gensim, 2 workers")]
    for ax, (series, label) in zip(axes, GROWTH.items(), strict=True):
        points = scaling["series"][series]
        for (begin, name), color, marker in zip(shown, COLORS, MARKERS, strict=False):
            xs, ys = [], []
            for point in points:
                speeds = [
                    found["words_per_second"]
                    for contender, found in point["contenders"].items()
                    if contender.startswith(begin) and found["words_per_second"]
                ]
                if speeds:
                    xs.append(point[series])
                    ys.append(max(speeds) / 1e6)
            ax.plot(xs, ys, marker=marker, color=color, label=name)
        ax.set(xscale="log", xlabel=label)
        ax.set_ylim(bottom=0)
    axes[0].set_ylabel("million words per second")


def _ratio(pair):
    if pair is None or pair["ratio"] is None:
        return "–"
    low, high = pair["range"]
    return f"**{_short(pair['ratio'])}** ({_short(low)} – {_short(high)})"


def _short(number):
    return f"{number:.1f}" if number < 100 else f"{number:,.0f}"


def table(rows):
    """Return rows of cells as a table in Markdown; the first one is its head.

    Examples
    --------
    >>> print(table([["a", "b"], ["1", "2"]]))
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
