"""The texts that contenders are measured on, as files that each run opens for itself."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from w2vlib import load_corpus, toy_treebank

# gensim reads lines into batches of at most 10,000 words, one line too many each time, and
# drops that line: of lines of 10,000 words half are lost, of lines of 100 words one in 101
LINE = 100
CHUNK = 1_000_000


@dataclass(frozen=True)
class CorpusFiles:
    """One text, twice: as ids for us, and as lines of words for the peers.

    Attributes
    ----------
    title : str
        What the text is.
    tokens, vocab_size : int
        Its length, and the number of different words (all ids from 0 to V - 1 occur).
    ids : str
        Path of an ``.npy`` file of int32, shape (tokens,).
    text : str
        Path of a text file: the ids as words, 100 of them on a line.
    """

    title: str
    tokens: int
    vocab_size: int
    ids: str
    text: str


def course_corpus(folder, tokens=None):
    """Write the Penn Treebank where it is on this computer, else the toy treebank.

    Parameters
    ----------
    folder : pathlib.Path
        Where to write.
    tokens : int, optional
        Only so many words from the start; all if not given.

    Returns
    -------
    files : CorpusFiles
    """
    corpus, _, _, title = load_corpus("auto")
    corpus = corpus[:tokens]
    # a part of the text may lack words: count those that are there
    _, ids = np.unique(corpus, return_inverse=True)
    return _write(folder, title, [ids], len(ids), int(ids.max()) + 1)


def toy_corpus(folder, tokens, seed=0):
    """Write a toy treebank of any length, a piece at a time."""
    # the vocabulary is all of the grammar's words, but a short text may lack some
    present = np.zeros(len(toy_treebank.load_data("train")[1]), dtype=bool)
    for chunk in toy_treebank.generate_chunks(tokens, seed):
        present[chunk] = True
    new_ids = np.cumsum(present) - 1
    chunks = (new_ids[chunk] for chunk in toy_treebank.generate_chunks(tokens, seed))
    return _write(folder, "a toy treebank", chunks, tokens, int(present.sum()))


def zipf_corpus(folder, tokens, vocab_size, seed=0):
    """Write ids whose frequencies follow Zipf's law, each at least once, in random order.

    Raises
    ------
    ValueError
        If there are fewer tokens than words.
    """
    if tokens < vocab_size:
        raise ValueError(
            f"each of {vocab_size} words must occur, so tokens must be at least as many, "
            f"but {tokens} came"
        )
    rng = np.random.default_rng(seed)
    ids = np.empty(tokens, dtype=np.int32)
    ids[:vocab_size] = np.arange(vocab_size)
    p = 1 / np.arange(1, vocab_size + 1)
    ends = np.cumsum(p) / p.sum()
    for start in range(vocab_size, tokens, CHUNK):
        drawn = np.searchsorted(ends, rng.random(min(CHUNK, tokens - start)), side="right")
        ids[start : start + CHUNK] = np.minimum(drawn, vocab_size - 1)
    rng.shuffle(ids)
    return _write(folder, "ids by Zipf's law", [ids], tokens, vocab_size)


def _write(folder, title, chunks, tokens, vocab_size):
    name = f"{title.split()[-1]}-{tokens}-{vocab_size}".replace("'", "")
    ids_path, text_path = Path(folder, f"{name}.npy"), Path(folder, f"{name}.txt")
    ids = np.lib.format.open_memmap(ids_path, mode="w+", dtype=np.int32, shape=(tokens,))
    start = 0
    for chunk in chunks:
        ids[start : start + len(chunk)] = chunk
        start += len(chunk)
    ids.flush()
    with text_path.open("w", encoding="ascii") as file:
        for start in range(0, tokens, LINE):
            file.write(" ".join(map(str, ids[start : start + LINE].tolist())) + "\n")
    return CorpusFiles(title, tokens, vocab_size, str(ids_path), str(text_path))
