"""Mistakes with contexts and targets."""

# ruff: noqa: D103

import numpy as np

from w2vlib.check.catalogue import Misconception


def _cut(corpus, window_size, offsets=None):
    # a plain, right way, for the wrong ones to differ from in one place
    positions = range(window_size, len(corpus) - window_size)
    offsets = offsets or [*range(-window_size, 0), *range(1, window_size + 1)]
    contexts = np.array([[corpus[i + offset] for offset in offsets] for i in positions])
    return contexts, corpus[window_size : len(corpus) - window_size]


def range_leaves_out_its_end(corpus, window_size=1):
    offsets = [offset for offset in range(-window_size, window_size) if offset != 0]
    return _cut(corpus, window_size, offsets)


def target_in_its_context(corpus, window_size=1):
    return _cut(corpus, window_size, range(-window_size, window_size + 1))


def not_in_text_order(corpus, window_size=1):
    offsets = [sign * distance for distance in range(1, window_size + 1) for sign in (-1, 1)]
    return _cut(corpus, window_size, offsets)


def last_context_missing(corpus, window_size=1):
    contexts, target = _cut(corpus, window_size)
    return contexts[:-1], target


def last_row_missing(corpus, window_size=1):
    contexts, target = _cut(corpus, window_size)
    return contexts[:-1], target[:-1]


def return_in_loop(corpus, window_size=1):
    contexts, target = _cut(corpus, window_size)
    return contexts[:1], target


def return_in_loop_with_target(corpus, window_size=1):
    contexts, target = _cut(corpus, window_size)
    return contexts[:1], target[:1]


def list_of_lists(corpus, window_size=1):
    contexts, target = _cut(corpus, window_size)
    return [list(row) for row in contexts], target


def floats(corpus, window_size=1):
    contexts, target = _cut(corpus, window_size)
    return contexts.astype(float), target


_ends_early = {
    "does": "Your loop ends early: the last place of the window has no row.",
    "hint": "How many rows should there be for N words? And which is the last position that "
    "still has a full window? A range stops before its second number.",
    "section": "03_cbow_bottleneck#last-window",
}
_returns_early = {
    "does": "Only the first row comes back.",
    "hint": "Look at the loop: at which level does `return` stand?",
    "section": "03_cbow_bottleneck#window-slips",
}

MISCONCEPTIONS = (
    Misconception(
        "contexts-range-leaves-out-its-end",
        "create_contexts_target",
        range_leaves_out_its_end,
        "The last word of each context is missing.",
        "Print the offsets that your loop or slice goes through, and compare them with the "
        "window on paper. Where does a range stop?",
        "03_cbow_bottleneck#range-leaves-out-its-end",
    ),
    Misconception(
        "contexts-last-row-missing",
        "create_contexts_target",
        last_context_missing,
        **_ends_early,
    ),
    Misconception(
        "contexts-and-target-last-row-missing",
        "create_contexts_target",
        last_row_missing,
        **_ends_early,
    ),
    Misconception(
        "contexts-hold-their-target",
        "create_contexts_target",
        target_in_its_context,
        "Each context holds its own target: the model would be told the answer.",
        "Which offset leads from the target to the target? Leave it out.",
        "03_cbow_bottleneck#window-slips",
    ),
    Misconception(
        "contexts-not-in-text-order",
        "create_contexts_target",
        not_in_text_order,
        "The ids of a context are not in the order of the text: yours go outward from the target, "
        "nearest words first.",
        "Read one window from left to right. In which order do the offsets come?",
        "03_cbow_bottleneck#contexts-and-targets",
    ),
    Misconception(
        "contexts-list-of-lists",
        "create_contexts_target",
        list_of_lists,
        "A list came back where an array should be.",
        "CBOW will take a column of the contexts, `contexts[:, 0]`. Try that on what you return.",
        "03_cbow_bottleneck#window-slips",
    ),
    Misconception(
        "contexts-are-floats",
        "create_contexts_target",
        floats,
        "The ids came back as floats. They are used as row numbers, and W[1.0] is an error.",
        "`np.zeros` makes floats unless it is told otherwise. Look at the `dtype` of what you "
        "return.",
        "03_cbow_bottleneck#window-slips",
    ),
    Misconception(
        "contexts-return-in-loop", "create_contexts_target", return_in_loop, **_returns_early
    ),
    Misconception(
        "contexts-return-in-loop-with-target",
        "create_contexts_target",
        return_in_loop_with_target,
        **_returns_early,
    ),
)
