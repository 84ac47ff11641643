"""Pieces: a corpus of any length, of which only a little is in memory."""

import mmap
import zlib

import numpy as np

from w2vlib._validation import check_ids, check_shape
from w2vlib.fast.settings import LARGEST_ID
from w2vlib.fast.subsampling import thin

BLOCK = 1 << 16  # words counted at a time


class Pieces:
    """Cut a corpus into pieces of targets, each with the words around them.

    Parameters
    ----------
    corpus : ndarray of int, shape (tokens,)
        Word ids; may be a ``numpy.memmap``.
    window_size : int
        Words on each side of a target, w. Targets are all words with a full window.
    piece_words : int
        Targets per piece; the last piece may have fewer.

    Attributes
    ----------
    per_epoch : int
        Number of pieces.
    targets : int
        Number of targets in all of them.

    Raises
    ------
    ValueError
        If the corpus is shorter than one window.

    Examples
    --------
    >>> pieces = Pieces(np.arange(10), window_size=2, piece_words=4)
    >>> [pieces.words(piece).tolist() for piece in range(pieces.per_epoch)]
    [[0, 1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7, 8, 9]]
    """

    def __init__(self, corpus, window_size, piece_words):
        width = 2 * window_size + 1
        if len(corpus) < width:
            raise ValueError(
                f"a window of {window_size} words on each side needs a corpus of at least "
                f"{width} words, but this one has {len(corpus)}"
            )
        self.corpus = corpus
        self.window_size = window_size
        self.piece_words = piece_words
        self.targets = len(corpus) - 2 * window_size
        self.per_epoch = -(-self.targets // piece_words)

    def size(self, piece):
        """Return how many targets a piece has."""
        return min(self.piece_words, self.targets - piece * self.piece_words)

    def words(self, piece, keep=None, rng=None):
        """Return the words of a piece, w on each side of its targets among them.

        Parameters
        ----------
        piece : int
            Which one, from 0.
        keep : ndarray of float, shape (V,), optional
            The chance of each word to stay; all stay if not given.
        rng : numpy.random.Generator, optional
            For these draws.

        Returns
        -------
        words : ndarray of int32, shape (n,)
            A copy. Its targets are those with w words on each side in it.
        """
        first = piece * self.piece_words
        last = first + self.size(piece) + 2 * self.window_size
        words = np.array(self.corpus[first:last], dtype=np.int32)
        return words if keep is None else thin(words, keep, rng)


def as_corpus(corpus):
    """Return `corpus` as an array of one axis, without reading a file that is mapped.

    Raises
    ------
    TypeError
        If it does not hold integers.
    ValueError
        If it is empty or not one-dimensional.
    """
    corpus = np.asanyarray(corpus)  # a memmap stays one
    if corpus.size == 0:
        raise ValueError("corpus must hold at least one word id, but it is empty")
    check_shape(corpus, ("tokens",), "corpus")
    if not np.issubdtype(corpus.dtype, np.integer):
        raise TypeError(f"corpus must hold integer word ids, but its dtype is {corpus.dtype}")
    return corpus


def count_words(corpus, vocab_size=None):
    """Count each id, block by block, and check that it is one.

    Parameters
    ----------
    corpus : ndarray of int, shape (tokens,)
        Word ids.
    vocab_size : int, optional
        V; the largest id plus one if not given.

    Returns
    -------
    counts : ndarray of int64, shape (V,)
        How often each id occurs.
    checksum : int
        CRC-32 of the ids in their order.

    Raises
    ------
    IndexError
        If an id is outside ``0 … V - 1``.

    Examples
    --------
    >>> count_words(np.array([0, 2, 2]), vocab_size=4)[0]
    array([1, 0, 2, 0])
    """
    counts = np.zeros(vocab_size or 0, dtype=np.int64)
    checksum = 0
    for start in range(0, len(corpus), BLOCK):
        ids = check_ids(corpus[start : start + BLOCK], vocab_size or LARGEST_ID + 1, "corpus")
        ids = ids.astype(np.int32)
        checksum = zlib.crc32(ids, checksum)
        counted = np.bincount(ids, minlength=len(counts))
        counted[: len(counts)] += counts
        counts = counted
        give_back(corpus)
    return counts, checksum


def give_back(corpus):
    """Tell the system that the pages of a mapped file which were read may leave memory.

    They would leave when memory is short; without this they count as the program's own
    until then. Where the system cannot be told, nothing happens.
    """
    mapped = getattr(corpus, "_mmap", None)
    # mode "c" has changes that are in memory and nowhere else
    if getattr(corpus, "mode", None) == "r" and hasattr(mapped, "madvise"):
        mapped.madvise(mmap.MADV_DONTNEED)
