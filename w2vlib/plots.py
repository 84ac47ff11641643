"""Pictures: losses, maps of words, and small matrices, all in one style."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from w2vlib._validation import check_shape
from w2vlib.word_vectors import look_up

# Okabe and Ito's colours, ordered so that neighbours also differ in lightness
COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#4D4D4D"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
INK = "#222222"
# opaque, and a little darker than white: at home on a light page, not glaring on a dark one
PAPER = "#FCFCFA"
GRID = "#D8D8D4"

# Orange below zero, sky blue above, paper at zero: light enough for dark numbers everywhere
COLORMAP = LinearSegmentedColormap.from_list("w2vlib", ["#E69F00", PAPER, "#56B4E9"])
mpl.colormaps.register(COLORMAP, force=True)

MAX_CELLS = 400

# Where a label may stand: distance from its point in typographic points, and direction
PLACES = [
    (radius, dx, dy)
    for radius in (7, 16, 26, 38)
    for dx, dy in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]
]


def set_style():
    """Make all figures from here on look like the book's.

    Colours can be told apart with any kind of colour vision, the background is opaque (so
    a figure stays readable on a dark page), and SVG output is the same in each run.

    References
    ----------
    Okabe and Ito (2008), Color Universal Design, https://jfly.uni-koeln.de/color/.

    Examples
    --------
    >>> with mpl.rc_context():
    ...     set_style()
    ...     mpl.rcParams["image.cmap"]
    'w2vlib'
    """
    mpl.rcParams.update(
        {
            "axes.axisbelow": True,
            "axes.edgecolor": INK,
            "axes.facecolor": PAPER,
            "axes.grid": True,
            "axes.labelcolor": INK,
            "axes.prop_cycle": mpl.cycler(color=COLORS),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlelocation": "left",
            "axes.titlesize": "medium",
            "figure.constrained_layout.use": True,
            "figure.facecolor": PAPER,
            "figure.figsize": (6.4, 3.6),
            "font.size": 11,
            "grid.color": GRID,
            "image.cmap": COLORMAP.name,
            "legend.frameon": False,
            "lines.linewidth": 1.8,
            "savefig.facecolor": PAPER,
            "svg.hashsalt": "w2vlib",
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
        }
    )


def plot_loss(loss_history, *, eval_interval=None, label=None, ax=None):
    """Draw how the loss goes down.

    Parameters
    ----------
    loss_history : sequence of float
        Losses in order, say a trainer's `loss_list`.
    eval_interval : int, optional
        Updates between two losses; if given, the axis counts updates.
    label : str, optional
        A name for the legend, to compare several curves on one `ax`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `loss_history` is empty or not one-dimensional.

    Examples
    --------
    >>> ax = plot_loss([4.2, 3.1, 2.8], eval_interval=20)
    >>> ax.lines[0].get_xdata()
    array([20, 40, 60])
    >>> plt.close(ax.figure)
    """
    loss_history = np.asarray(loss_history, dtype=float)
    check_shape(loss_history, ("losses",), "loss_history")
    if loss_history.size == 0:
        raise ValueError("loss_history must hold at least one loss, but it is empty: train first")
    ax = plt.subplots()[1] if ax is None else ax

    x = np.arange(1, len(loss_history) + 1) * (eval_interval or 1)
    # a single loss would be a line of no length
    ax.plot(x, loss_history, label=label, marker="o" if len(x) == 1 else None)
    ax.set_xlabel("updates" if eval_interval else "evaluations")
    ax.set_ylabel("loss")
    if label is not None:
        ax.legend()
    return ax


def plot_word_map(word_vecs, word_to_id, words, *, ax=None):
    """Draw words as points, near one another where their vectors point the same way.

    The vectors are scaled to length 1 (as in cosine similarity) and projected on the two
    directions in which those of `words` differ most (principal components).

    Parameters
    ----------
    word_vecs : ndarray of float, shape (V, H)
        One vector per word.
    word_to_id : dict
        From word to id.
    words : list of str, or dict of str to list of str
        The words to draw, at least two; with a dict, each group has a colour, a marker and
        its key in the legend.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    UnknownWordError
        If a word is not in the vocabulary.
    ValueError
        If there are fewer than two words, or `word_vecs` does not have one row per word, at
        least two columns and only finite numbers.

    References
    ----------
    Jolliffe (2002), Principal Component Analysis, 2nd edition, section 3.5 (by singular
    value decomposition).

    Examples
    --------
    >>> word_to_id = {"monday": 0, "friday": 1, "toyota": 2, "nissan": 3}
    >>> word_vecs = np.array([[1.0, 0.1, 0.0], [1.0, 0.0, 0.1], [0.0, 1.0, 0.9], [0.1, 0.9, 1.0]])
    >>> groups = {"days": ["monday", "friday"], "makers": ["toyota", "nissan"]}
    >>> ax = plot_word_map(word_vecs, word_to_id, groups)
    >>> sorted(text.get_text() for text in ax.texts)
    ['friday', 'monday', 'nissan', 'toyota']
    >>> plt.close(ax.figure)
    """
    check_shape(word_vecs, (len(word_to_id), "H"), "word_vecs")
    if isinstance(words, str):
        raise ValueError(f"words must be a list or a dict of lists, but the string {words!r} came")
    groups = words if isinstance(words, dict) else {None: words}
    drawn = [word for group in groups.values() for word in group]
    if len(drawn) < 2:
        raise ValueError(f"words must name at least 2 words, but {len(drawn)} came")
    ids = [look_up(word, word_to_id) for word in drawn]
    points, shares = _principal_plane(np.asarray(word_vecs)[ids].astype(np.float64))

    ax = plt.subplots(figsize=(6.4, 4.8))[1] if ax is None else ax
    start = 0
    for i, (name, group) in enumerate(groups.items()):
        x, y = points[start : start + len(group)].T
        start += len(group)
        marker, color = MARKERS[i % len(MARKERS)], COLORS[i % len(COLORS)]
        ax.scatter(x, y, s=28, marker=marker, color=color, label=name)
    if isinstance(words, dict):
        ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    ax.set_xlabel(f"1st principal component ({shares[0]:.0%} of the variance)")
    ax.set_ylabel(f"2nd ({shares[1]:.0%})")
    ax.margins(0.15)
    # one scale for both axes: distances are what the map is for
    ax.set_aspect("equal", adjustable="datalim")
    _label_points(ax, points, drawn)
    return ax


def heat(ax, array, *, rows=(), row_labels=None, title=None, fmt=None, scale=None):
    """Draw a small matrix: a coloured cell with its number for each entry.

    Zero has no colour, numbers above it are blue and below it orange, so that in a gradient
    one sees at once which rows move.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    array : array_like of float or int, shape (N, M) or (N,)
        The numbers, at most 400; with one axis, drawn as a column.
    rows : sequence of int
        Rows to put a frame around, say those that an update moves. Rows may repeat.
    row_labels : sequence of str, optional
        A name for each row; its number if not given.
    title : str, optional
        Text above the matrix.
    fmt : str, optional
        How to write a number, as in ``format(number, fmt)``; by default whole for integers
        and booleans, two decimals for floats.
    scale : float, optional
        The size of number with the fullest colour; the largest in `array` if not given.
        Pass one scale for matrices that are to be compared.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `array` has neither one axis nor two, is empty or has more than 400 entries, if
        there is not one label per row, or if `scale` is not above 0.
    IndexError
        If `rows` names a row that is not there.

    Examples
    --------
    >>> _, ax = plt.subplots()
    >>> ax = heat(ax, np.arange(21).reshape(7, 3), rows=[1, 3], title="W")
    >>> len(ax.texts)
    21
    >>> plt.close(ax.figure)
    """
    array = np.asarray(array)
    if array.ndim not in (1, 2) or not 1 <= array.size <= MAX_CELLS:
        raise ValueError(
            f"array must have shape (N,) or (N, M) and 1 to {MAX_CELLS} entries, "
            f"but its shape is {array.shape}"
        )
    if array.ndim == 1:
        array = array[:, np.newaxis]
    n_rows, n_cols = array.shape
    row_labels = range(n_rows) if row_labels is None else row_labels
    check_shape(row_labels, (n_rows,), "row_labels")
    if fmt is None:
        fmt = ".2f" if np.issubdtype(array.dtype, np.floating) else "d"

    numbers = array.astype(np.float64)
    if scale is None:
        scale = np.max(np.abs(numbers), initial=0, where=np.isfinite(numbers)) or 1
    if not scale > 0:
        raise ValueError(f"scale must be above 0, but {scale} came")

    # pcolormesh, not imshow: in SVG its cells are shapes, sharp at any size
    ax.pcolormesh(
        numbers,
        cmap=COLORMAP,
        vmin=-scale,
        vmax=scale,
        edgecolors=GRID,
        linewidth=1,
    )
    for (i, j), number in np.ndenumerate(array):
        ax.text(j + 0.5, i + 0.5, format(number.item(), fmt), ha="center", va="center")

    ax.set_aspect("equal")
    ax.set_xlim(0, n_cols)
    ax.set_ylim(n_rows, 0)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    ax.set_xticks([])
    ax.set_yticks(np.arange(n_rows) + 0.5, [str(label) for label in row_labels])
    ax.tick_params(length=0)
    if title is not None:
        ax.set_title(title)
    for row in sorted({int(row) for row in rows}):
        _frame_row(ax, row, n_rows, n_cols)
    return ax


def _principal_plane(vecs):
    """Return coordinates (N, 2) and each axis's share of the variance."""
    if vecs.shape[1] < 2 or not np.isfinite(vecs).all():
        raise ValueError(
            "word_vecs must have at least 2 columns of finite numbers, but the words' vectors "
            f"have {vecs.shape[1]}, and {np.count_nonzero(~np.isfinite(vecs))} NaN or infinity"
        )
    vecs = vecs / (np.linalg.norm(vecs, axis=1, keepdims=True) + 1e-8)
    vecs = vecs - vecs.mean(axis=0)
    U, S, Vt = np.linalg.svd(vecs, full_matrices=False)
    # the decomposition leaves signs open; without this a picture might come out mirrored
    largest = np.abs(Vt[:2]).argmax(axis=1)
    signs = np.where(Vt[[0, 1], largest] < 0, -1, 1)
    shares = S[:2] ** 2 / max(np.sum(S**2), np.finfo(float).tiny)
    return U[:, :2] * S[:2] * signs, shares


def _label_points(ax, points, labels):
    """Write each label at the place around its point where it covers least."""
    # settle the layout, so that positions in pixels are those of the final picture
    ax.figure.draw_without_rendering()
    axes_box = ax.get_window_extent().extents
    pixels = ax.transData.transform(points)
    per_point = ax.figure.dpi / 72
    # room for the marker of each point
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in pixels]
    for point, pixel, label in zip(points, pixels, labels, strict=True):
        size = _size_of(ax, label)
        boxes = [_box_at(place, pixel, size, per_point) for place in PLACES]
        costs = [
            np.sum(_shared(box, taken)) + _area(box) - _shared(box, [axes_box])[0] for box in boxes
        ]
        # a pixel is less than anybody sees; of equals, the nearest
        best = int(np.argmin(np.floor(costs)))
        taken.append(boxes[best])
        _write_label(ax, label, point, PLACES[best])


def _write_label(ax, label, point, place):
    radius, dx, dy = place
    line = {"arrowstyle": "-", "color": "#8A8A86", "linewidth": 0.6, "shrinkA": 0, "shrinkB": 3}
    ax.annotate(
        label,
        point,
        xytext=(radius * dx, radius * dy),
        textcoords="offset points",
        fontsize="small",
        ha={1: "left", 0: "center", -1: "right"}[dx],
        va={1: "bottom", 0: "center", -1: "top"}[dy],
        # a label beside its point needs no line to it
        arrowprops=line if radius > PLACES[0][0] else None,
    )


def _size_of(ax, label):
    text = ax.text(0, 0, label, fontsize="small")
    extent = text.get_window_extent()
    text.remove()
    return extent.width, extent.height


def _box_at(place, pixel, size, per_point):
    radius, dx, dy = place
    x, y = pixel + np.array([dx, dy]) * radius * per_point
    width, height = size
    left, bottom = x + (dx - 1) * width / 2, y + (dy - 1) * height / 2
    return left, bottom, left + width, bottom + height


def _area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def _shared(box, others):
    """Return the area that `box` shares with each of `others`."""
    x0, y0, x1, y1 = np.asarray(others).T
    width = np.minimum(x1, box[2]) - np.maximum(x0, box[0])
    height = np.minimum(y1, box[3]) - np.maximum(y0, box[1])
    return width.clip(0) * height.clip(0)


def _frame_row(ax, row, n_rows, n_cols):
    if not 0 <= row < n_rows:
        raise IndexError(f"rows must hold numbers from 0 to {n_rows - 1}, but it holds {row}")
    ax.add_patch(
        Rectangle((0, row), n_cols, 1, fill=False, edgecolor=INK, linewidth=2.5, clip_on=False)
    )
    ax.get_yticklabels()[row].set_fontweight("bold")
