"""The pictures of a class report, as SVG in the book's style."""

import base64
import io
import math

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from w2vlib.plots import COLORS, INK, set_style


def draw(paint, width=6.4, height=3.2):
    """Return a picture as the address of an image.

    Parameters
    ----------
    paint : callable
        ``paint(ax)`` draws.
    width, height : float
        In inches.

    Returns
    -------
    address : str
        ``data:image/svg+xml;…``, the same for the same picture.
    """
    with mpl.rc_context():
        set_style()
        # letters, and not their shapes: smaller by far
        mpl.rcParams["svg.fonttype"] = "none"
        mpl.rcParams["font.family"] = "sans-serif"
        figure = Figure(figsize=(width, height))
        paint(figure.add_subplot())
        file = io.BytesIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}"


def distribution(shares):
    """Draw how many students have which share of the points."""

    def paint(ax):
        ax.hist(np.asarray(shares) * 100, bins=range(0, 101, 10), color=COLORS[0], edgecolor="w")
        ax.set_xlabel("share of the points, in percent")
        ax.set_ylabel("students")
        ax.set_xlim(0, 100)
        ax.yaxis.get_major_locator().set_params(integer=True)
        ax.grid(axis="x", visible=False)

    return draw(paint)


def spreads(by_name, label, log=False):
    """Draw for each name the middle half of its numbers, their median, and their ends."""

    def paint(ax):
        names = list(by_name)
        ax.boxplot(
            [by_name[name] for name in names],
            orientation="horizontal",
            whis=(0, 100),
            patch_artist=True,
            boxprops={"facecolor": COLORS[4], "edgecolor": INK},
            medianprops={"color": INK, "linewidth": 2},
        )
        ax.set_yticks(range(1, len(names) + 1), names)
        ax.invert_yaxis()
        ax.set_xlabel(label)
        ax.grid(axis="y", visible=False)
        if log:
            ax.set_xscale("log")
            ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=8))
            ax.xaxis.set_major_formatter("{x:g}")
            ax.xaxis.set_minor_locator(NullLocator())

    return draw(paint, height=1.1 + 0.28 * len(by_name))


def passing(statistics):
    """Draw each check by the share that passed and by how well it tells students apart."""

    def paint(ax):
        points = [each for each in statistics if not math.isnan(each.discrimination)]
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.scatter(
            [100 * each.passed for each in points],
            [each.discrimination for each in points],
            color=COLORS[0],
            alpha=0.7,
        )
        ax.set_xlim(-3, 103)
        ax.set_ylim(-1.05, 1.05)
        ax.set_xlabel("students who pass, in percent")
        ax.set_ylabel("item-rest correlation")

    return draw(paint)
