import io
import subprocess
import sys

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from w2vlib import plots
from w2vlib.plots import heat, plot_loss, plot_word_map, set_style
from w2vlib.word_vectors import UnknownWordError

GROUPS = {
    "days": ["monday", "tuesday", "friday"],
    "makers": ["toyota", "nissan", "ford", "honda"],
}
WORDS = [word for group in GROUPS.values() for word in group]
WORD_TO_ID = {word: i for i, word in enumerate(["the", *WORDS])}


@pytest.fixture(autouse=True)
def _leave_matplotlib_as_it_was():
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever another test of this process has set
        yield


@pytest.fixture
def ax():
    return plt.subplots()[1]


@pytest.fixture
def word_vecs():
    """Vectors in two tight bundles, at right angles."""
    rng = np.random.default_rng(0)
    vecs = 0.1 * rng.standard_normal((len(WORD_TO_ID), 10))
    vecs[1:4, 0] += 1
    vecs[4:, 1] += 1
    return vecs


def luminance(color):
    """Relative luminance as WCAG 2 defines it."""
    rgb = np.array(mpl.colors.to_rgb(color))
    linear = np.where(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(color, other):
    low, high = sorted([luminance(color), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_importing_w2vlib_does_not_import_matplotlib():
    code = "import sys, w2vlib; sys.exit('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0, "w2vlib must not import plots, nor matplotlib, by itself"


def test_background_is_opaque_and_light():
    set_style()
    for name in ("figure.facecolor", "axes.facecolor", "savefig.facecolor"):
        color = mpl.rcParams[name]
        assert mpl.colors.to_rgba(color)[3] == 1, name
        assert luminance(color) > 0.9, name


def test_svg_is_the_same_each_time():
    set_style()

    def drawn():
        buffer = io.StringIO()
        ax = plot_loss([3.0, 2.0], label="CBOW")
        ax.figure.savefig(buffer, format="svg", metadata={"Date": None})
        return buffer.getvalue()

    assert drawn() == drawn()


def test_numbers_can_be_read_on_every_cell_colour():
    for share in np.linspace(0, 1, 11):
        assert contrast(plots.INK, plots.COLORMAP(share)) > 4.5, f"at {share:.1f} of the scale"


def test_loss_axis_counts_updates(ax):
    assert plot_loss([4.0, 3.0, 2.0], eval_interval=20, ax=ax) is ax
    (line,) = ax.lines
    np.testing.assert_array_equal(line.get_xdata(), [20, 40, 60])
    np.testing.assert_array_equal(line.get_ydata(), [4, 3, 2])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("updates", "loss")


def test_losses_on_one_axes_have_a_legend(ax):
    plot_loss([4.0, 3.0], label="CBOW", ax=ax)
    plot_loss([4.0, 2.0], label="skip-gram", ax=ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["CBOW", "skip-gram"]


def test_a_single_loss_can_be_seen():
    assert plot_loss([4.0]).lines[0].get_marker() == "o"


@pytest.mark.parametrize(
    ("losses", "message"), [([], "at least one loss"), ([[1.0, 2.0]], r"shape \(losses,\)")]
)
def test_wrong_losses_are_refused(losses, message):
    with pytest.raises(ValueError, match=message):
        plot_loss(losses)


def test_map_draws_each_word_once(word_vecs):
    ax = plot_word_map(word_vecs, WORD_TO_ID, WORDS)
    assert sorted(text.get_text() for text in ax.texts) == sorted(WORDS)
    assert len(ax.collections[0].get_offsets()) == len(WORDS)
    assert ax.get_legend() is None


def test_map_keeps_groups_apart(word_vecs, ax):
    assert plot_word_map(word_vecs, WORD_TO_ID, GROUPS, ax=ax) is ax
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["days", "makers"]
    days, makers = (points.get_offsets() for points in ax.collections)
    assert len(days) == 3
    assert len(makers) == 4
    spread = max(np.ptp(days, axis=0).max(), np.ptp(makers, axis=0).max())
    apart = np.linalg.norm(days.mean(axis=0) - makers.mean(axis=0))
    assert apart > 2 * spread


def test_map_shows_cosine_not_length(word_vecs):
    lengths = np.geomspace(0.1, 10, len(word_vecs))[:, np.newaxis]
    first, second = (
        plot_word_map(vecs, WORD_TO_ID, WORDS).collections[0].get_offsets()
        for vecs in (word_vecs, lengths * word_vecs)
    )
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_map_is_the_principal_plane(word_vecs):
    points = plot_word_map(word_vecs, WORD_TO_ID, WORDS).collections[0].get_offsets()
    vecs = word_vecs[1:] / np.linalg.norm(word_vecs[1:], axis=1, keepdims=True)
    variances = np.linalg.eigvalsh(np.cov(vecs.T))[::-1]
    np.testing.assert_allclose(np.cov(points.T), np.diag(variances[:2]), atol=1e-7)


@pytest.mark.parametrize("sign", [1, -1])
def test_map_is_never_mirrored(word_vecs, sign):
    vecs = sign * word_vecs[1:] / np.linalg.norm(word_vecs[1:], axis=1, keepdims=True)
    points = plot_word_map(sign * word_vecs, WORD_TO_ID, WORDS).collections[0].get_offsets()
    for axis in np.asarray(points).T @ (vecs - vecs.mean(axis=0)):
        assert axis[np.abs(axis).argmax()] > 0, "the largest weight of an axis is positive"


def test_map_takes_float16(word_vecs):
    plot_word_map(word_vecs.astype(np.float16), WORD_TO_ID, WORDS)


def test_labels_do_not_overlap_while_there_is_room():
    rng = np.random.default_rng(0)
    word_to_id = {f"word{i}": i for i in range(25)}
    ax = plot_word_map(rng.standard_normal((25, 6)), word_to_id, list(word_to_id))
    ax.figure.draw_without_rendering()
    # the extent of the words themselves, without the lines to their points
    boxes = [mpl.text.Text.get_window_extent(text) for text in ax.texts]
    pairs = [
        (ax.texts[i].get_text(), ax.texts[j].get_text())
        for i in range(len(boxes))
        for j in range(i)
        if boxes[i].shrunk(0.9, 0.8).overlaps(boxes[j].shrunk(0.9, 0.8))
    ]
    assert pairs == [], "these labels cover each other"


def test_identical_words_still_make_a_map():
    plot_word_map(np.ones((2, 3)), {"you": 0, "we": 1}, ["you", "we"])


@pytest.mark.parametrize(
    ("vecs", "words", "error", "message"),
    [
        (np.ones((3, 4)), WORDS, ValueError, r"word_vecs must have shape \(8, H\)"),
        (np.ones((8, 1)), WORDS, ValueError, "at least 2 columns"),
        (np.full((8, 3), np.nan), WORDS, ValueError, "21 NaN or infinity"),
        (np.ones((8, 3)), ["toyota"], ValueError, "at least 2 words, but 1 came"),
        (np.ones((8, 3)), {"makers": []}, ValueError, "at least 2 words, but 0 came"),
        (np.ones((8, 3)), "toyota", ValueError, "the string 'toyota' came"),
        (np.ones((8, 3)), ["toyota", "toyot"], UnknownWordError, "close to it: 'toyota'"),
    ],
)
def test_wrong_maps_are_refused(vecs, words, error, message):
    with pytest.raises(error, match=message):
        plot_word_map(vecs, WORD_TO_ID, words)
    assert plt.get_fignums() == [], "no empty figure is left"


def test_heat_writes_each_number_in_its_cell(ax):
    array = np.array([[0, -1, 2], [3, 4, 50]])
    assert heat(ax, array, title="W") is ax
    written = {
        (text.get_position()[1], text.get_position()[0]): text.get_text() for text in ax.texts
    }
    assert written == {(i + 0.5, j + 0.5): str(number) for (i, j), number in np.ndenumerate(array)}
    assert ax.get_title() == "W"
    assert ax.yaxis_inverted(), "row 0 must be on top"


@pytest.mark.parametrize(
    ("array", "fmt", "expected"),
    [
        (np.array([[0.123]]), None, "0.12"),
        (np.array([[0.123]], dtype=np.float16), ".1f", "0.1"),
        (np.array([[True]]), None, "1"),
        (np.array([[np.nan]]), None, "nan"),
    ],
)
def test_heat_formats_numbers(ax, array, fmt, expected):
    assert heat(ax, array, fmt=fmt).texts[0].get_text() == expected


def test_heat_frames_each_named_row_once(ax):
    heat(ax, np.zeros((4, 3)), rows=np.array([3, 1, 3]))
    assert [(frame.get_y(), frame.get_width()) for frame in ax.patches] == [(1, 3), (3, 3)]
    ax.figure.draw_without_rendering()
    weights = [label.get_fontweight() for label in ax.get_yticklabels()]
    assert [weight == "bold" for weight in weights] == [False, True, False, True]


def test_heat_colours_say_sign_and_size(ax):
    heat(ax, np.array([-2.0, 0.0, 1.0]))
    mesh = ax.collections[0]
    assert (mesh.norm.vmin, mesh.norm.vmax) == (-2, 2)
    ax.figure.draw_without_rendering()
    _, zero, _ = mesh.get_facecolors()
    np.testing.assert_allclose(zero, mpl.colors.to_rgba(plots.PAPER), atol=0.01)


def test_heat_takes_a_common_scale(ax):
    mesh = heat(ax, np.array([1.0]), scale=20).collections[0]
    assert (mesh.norm.vmin, mesh.norm.vmax) == (-20, 20)


def test_heat_of_zeros_can_be_drawn(ax):
    heat(ax, np.zeros((2, 2))).figure.draw_without_rendering()


def test_heat_names_rows(ax):
    heat(ax, np.zeros((2, 2)), row_labels=["you", "say"])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["you", "say"]


@pytest.mark.parametrize(
    ("array", "arguments", "error", "message"),
    [
        (np.zeros((2, 2, 2)), {}, ValueError, r"its shape is \(2, 2, 2\)"),
        (np.zeros((0, 2)), {}, ValueError, r"its shape is \(0, 2\)"),
        (np.zeros((401, 1)), {}, ValueError, r"1 to 400 entries, but its shape is \(401, 1\)"),
        (np.zeros((2, 2)), {"row_labels": ["you"]}, ValueError, "row_labels must have shape"),
        (np.zeros((2, 2)), {"rows": [2]}, IndexError, "from 0 to 1, but it holds 2"),
        (np.zeros((2, 2)), {"rows": [-1]}, IndexError, "from 0 to 1, but it holds -1"),
        (np.zeros((2, 2)), {"scale": 0}, ValueError, "scale must be above 0, but 0 came"),
    ],
)
def test_wrong_heats_are_refused(ax, array, arguments, error, message):
    with pytest.raises(error, match=message):
        heat(ax, array, **arguments)
