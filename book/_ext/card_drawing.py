"""The picture that is shown beside a link to a page: its title, and a matrix with a row taken."""

import textwrap

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from w2vlib.plots import COLORS, GRID, INK, PAPER

SIZE = 1200, 630  # pixels, as those who show such pictures ask for
DPI = 100
FONT = "DejaVu Sans"  # comes with Matplotlib

# the matrix, in pixels from the lower left corner
ROWS, COLUMNS = 7, 4
CELL, GAP = 52, 12
LEFT, BOTTOM = 880, 88

# letters in a line of the title, and their size in points: as large as four lines allow
FITS = ((17, 54), (20, 46), (24, 38), (30, 31))
LINES = 4


def draw_card(path, title, above, below):
    """Draw the picture of one page.

    Parameters
    ----------
    path : path
        The ``.png`` to write.
    title : str
        The page's title.
    above, below : str
        What stands over the title, and under it.
    """
    width, height = SIZE
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    axes.add_patch(Rectangle((0, 0), 18, height, color=COLORS[0]))
    _draw_matrix(axes, taken=sum(title.encode()) % ROWS)
    lines, size = fitted(title)
    style = {"family": FONT, "color": INK, "va": "center"}
    axes.text(84, height - 92, above, size=22, **(style | {"color": COLORS[0]}))
    axes.text(84, height / 2, "\n".join(lines), size=size, weight="bold", linespacing=1.3, **style)
    axes.text(84, 88, below, size=22, **style)
    # no date, no version: the same file from the same title
    figure.savefig(path, metadata={"Software": None})


def fitted(title):
    """Return a title's lines, and the size of its letters in points.

    Examples
    --------
    >>> fitted("Embedding: take the row, skip the product")
    (['Embedding: take', 'the row, skip the', 'product'], 54)
    """
    for letters, size in FITS:
        lines = textwrap.wrap(title, letters)
        if len(lines) <= LINES:
            return lines, size
    return textwrap.wrap(title, letters, max_lines=LINES, placeholder=" …"), size


def _draw_matrix(axes, taken):
    """Draw the cells of a matrix in blue, and the row `taken` in orange."""
    strength = np.random.default_rng(0).uniform(0.15, 0.75, (ROWS, COLUMNS))
    for (row, column), part in np.ndenumerate(strength):
        place = LEFT + column * (CELL + GAP), BOTTOM + row * (CELL + GAP)
        color, alpha = (COLORS[1], 1) if row == taken else (COLORS[0], part)
        axes.add_patch(Rectangle(place, CELL, CELL, color=GRID))
        axes.add_patch(Rectangle(place, CELL, CELL, color=color, alpha=alpha))
