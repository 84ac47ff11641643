"""Mistakes with rows and counts by id."""

import numpy as np

from w2vlib.check.catalogue import Misconception


def _take_view(W, idx):
    return W[idx]


def _take_columns(W, idx):
    return W[:, idx]


def _take_flat(W, idx):
    return np.take(W, idx)


def _loop_over_ids(W, idx):
    return np.array([W[i] for i in idx])


def _count_once(ids, vocab_size):
    counts = np.zeros(vocab_size, dtype=int)
    counts[ids] += 1
    return counts


def _count_up_to_largest(ids, vocab_size):
    return np.bincount(ids)


def _count_present(ids, vocab_size):
    return np.unique(ids, return_counts=True)[1]


def _count_in_floats(ids, vocab_size):
    counts = np.zeros(vocab_size)
    np.add.at(counts, ids, 1)
    return counts


def _assign(W, idx, rows):
    W[idx] = rows


def _add_once(W, idx, rows):
    W[idx] += rows


def _add_to_copy(W, idx, rows):
    W = W.copy()
    np.add.at(W, idx, rows)
    return W


def _add_first_only(W, idx, rows):
    for i, word_id in enumerate(idx):
        W[word_id] += rows[i]
        return


MISCONCEPTIONS = (
    Misconception(
        "take-rows-view",
        "take_rows",
        _take_view,
        "For a single id your function gives a view of W, not a copy.",
        "Which kind of index makes a copy, and which a view? Ask `np.shares_memory(W[2], W)` "
        "and `np.shares_memory(W[[2]], W)`.",
        "01_fancy_indexing#view-or-copy",
    ),
    Misconception(
        "take-rows-columns",
        "take_rows",
        _take_columns,
        "Your function takes columns of W, not rows.",
        "In the brackets after W, the first place is for rows. What stands there in your code?",
        "01_fancy_indexing#other-brackets",
    ),
    Misconception(
        "take-rows-flattened",
        "take_rows",
        _take_flat,
        "Your function takes single numbers from all of W laid out in one line, not rows.",
        "`np.take` does that unless it is told along which axis to take. Which axis runs "
        "over the rows?",
        "01_fancy_indexing#other-brackets",
    ),
    Misconception(
        "take-rows-loops-over-one-id",
        "take_rows",
        _loop_over_ids,
        "Your function goes through idx with a loop, but idx may be a single id.",
        "What does W take in its brackets? It may need no loop at all.",
        "01_fancy_indexing#many-rows-by-id",
    ),
    Misconception(
        "count-ids-counts-once",
        "count_ids",
        _count_once,
        "Your function counts each id once, however often it occurs.",
        "`counts[ids] += 1` reads, adds and writes once for the whole array. What is read for "
        "an id that comes a second time?",
        "01_fancy_indexing#repeated-id-counted-once",
    ),
    Misconception(
        "count-ids-too-short",
        "count_ids",
        _count_up_to_largest,
        "Your counts end at the largest id that occurs, not at vocab_size - 1.",
        "How can `np.bincount` know how many words there are? Look at its other arguments.",
        "01_fancy_indexing#one-count-per-word",
    ),
    Misconception(
        "count-ids-skips-missing",
        "count_ids",
        _count_present,
        "Ids that do not occur are left out of your counts, so later ids move up.",
        "Entry i should belong to id i. Which entry belongs to an id that never comes?",
        "01_fancy_indexing#one-count-per-word",
    ),
    Misconception(
        "count-ids-floats",
        "count_ids",
        _count_in_floats,
        "Your counts are right, but they are floats.",
        "Which dtype has `np.zeros(5)`? It can be told another one.",
        "01_fancy_indexing#counts-are-whole-numbers",
    ),
    Misconception(
        "add-rows-overwrites",
        "add_rows",
        _assign,
        "Your function puts each row in the place of what was in W, instead of adding to it.",
        "Let W hold 1 somewhere, and add 10 there. What should W hold then, and what does "
        "`=` make of it?",
        "01_fancy_indexing#write-by-id",
    ),
    Misconception(
        "add-rows-loses-repeats",
        "add_rows",
        _add_once,
        "Your function behaves as if each id came once: of the rows for one id, only the last "
        "is added.",
        "`W[idx] += rows` reads, adds and writes once for the whole batch. Follow an id that "
        "comes twice through the three steps.",
        "01_fancy_indexing#repeated-id-counted-once",
    ),
    Misconception(
        "add-rows-not-in-place",
        "add_rows",
        _add_to_copy,
        "After the call, W is as it was: what your function works out does not get into the "
        "array that was passed in.",
        "`W[idx]`, `W.copy()` and `W + ...` make new arrays. Which array does your code add to?",
        "01_fancy_indexing#written-into-a-copy",
    ),
    Misconception(
        "add-rows-only-first",
        "add_rows",
        _add_first_only,
        "Your function adds only the first row.",
        "Look at the loop: what ends it? At which level does `return` stand?",
        "01_fancy_indexing#add-one-at-a-time",
    ),
)
