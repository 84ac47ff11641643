"""Text files larger than the memory: word ids on disk, of which only a little is read at once."""

import codecs
import hashlib
import json
import zlib
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import numpy as np

from w2vlib._cache import cache_folder
from w2vlib._validation import check_positive_int, check_writable
from w2vlib.fast.pieces import give_back
from w2vlib.preprocess import split_words
from w2vlib.progress import progress_bar
from w2vlib.vector_formats.replacing import replacing

UNKNOWN = "<unk>"
BLOCK = 1 << 20  # bytes or ids in memory at a time
LONGEST_WORD = 1 << 20  # letters: whoever has a longer one has no text file


def encode_file(path, out, min_count=1, max_vocab=None, *, progress=True):
    """Turn a text file of any size into word ids on disk, and open them.

    The words are those of `w2vlib.preprocess`, and so are the ids: they count from 0 in order
    of first appearance. The text is read twice, once for the vocabulary and once for the ids;
    only the vocabulary is held in memory.

    Parameters
    ----------
    path : str or os.PathLike
        A text in UTF-8.
    out : str or os.PathLike
        Where to write the ids, as int32; must end in ``.npy``. The vocabulary goes beside
        it: ``corpus.vocab.json`` for ``corpus.npy``. Both appear when they are complete.
    min_count : int
        Words that occur less often become ``<unk>``.
    max_vocab : int, optional
        The largest vocabulary: where there are more words, the rarest become ``<unk>``, which
        is one of the vocabulary.
    progress : bool
        Show a bar of the bytes read.

    Returns
    -------
    corpus : numpy.memmap of int32, shape (tokens,)
        Read from the file as it is used.
    word_to_id, id_to_word : dict
        From word to id and back.

    Raises
    ------
    FileNotFoundError, IsADirectoryError, PermissionError
        If there is no such text, or nothing can be written at `out`.
    TypeError, ValueError
        If the file is not UTF-8 (the message names the byte), holds no word, or changes while
        it is read; if `out` ends otherwise; if `min_count` is below 1 or `max_vocab` below 2.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = Path(folder.name, "text.txt")
    >>> _ = path.write_text("You say goodbye and I say hello.")
    >>> corpus, word_to_id, id_to_word = encode_file(path, path.with_suffix(".npy"),
    ...                                              progress=False)
    >>> corpus.tolist(), id_to_word[6]
    ([0, 1, 2, 3, 4, 1, 5, 6], '.')
    >>> del corpus  # closes the file, which some systems want before they remove it
    >>> folder.cleanup()
    """
    path, out = Path(path), Path(out)
    min_count = check_positive_int(min_count, "min_count")
    if max_vocab is not None and check_positive_int(max_vocab, "max_vocab") < 2:
        raise ValueError(f"max_vocab must be at least 2, but {max_vocab} came")
    check_writable(out, ".npy", "out")

    source = _source(path)
    bar = progress_bar(2 * source["bytes"], f"reading {path.name}", "B") if progress else None
    with closing(bar or _Silent()) as seen:
        counts = Counter()
        for words in _words(path, seen):
            counts.update(words)
        if not counts:
            raise ValueError(f"{path} must hold at least one word, but it is empty")
        vocabulary = _vocabulary(counts, min_count, max_vocab)
        words = list(dict.fromkeys(vocabulary.values()))  # in order of first appearance
        ids = {word: i for i, word in enumerate(words)}
        id_of = {word: ids[becomes] for word, becomes in vocabulary.items()}

        with replacing(out, _vocab_path(out)) as [ids_file, vocab_file]:
            checksum = _write_ids(ids_file, path, id_of, counts.total(), seen)
            about = {
                "source": source,
                "min_count": min_count,
                "max_vocab": max_vocab,
                "checksum": checksum,
                "words": words,
            }
            vocab_file.write(json.dumps(about, ensure_ascii=False).encode())
    return np.load(out, mmap_mode="r"), ids, dict(enumerate(words))


def load_encoded(out):
    """Open what `encode_file` wrote.

    Parameters
    ----------
    out : str or os.PathLike
        The ``.npy`` file of ids.

    Returns
    -------
    corpus : numpy.memmap of int32, shape (tokens,)
        Read from the file as it is used.
    word_to_id, id_to_word : dict
        From word to id and back.

    Raises
    ------
    FileNotFoundError
        If the ids or their vocabulary are not there.
    ValueError
        If they are damaged, or do not belong together.
    """
    out = Path(out)
    about = _read_about(out)
    try:
        corpus, words = np.load(out, mmap_mode="r"), about["words"]
        if corpus.ndim != 1 or corpus.dtype != np.int32 or _checksum(corpus) != about["checksum"]:
            raise ValueError("its ids are not those of its vocabulary")
    except (ValueError, TypeError, KeyError, EOFError) as error:
        raise ValueError(f"{out} is damaged: {error}. Encode the text anew") from error
    return corpus, {word: i for i, word in enumerate(words)}, dict(enumerate(words))


def cached_corpus(path, min_count=1, max_vocab=None, *, progress=True):
    """Do as `encode_file` does, but only the first time: what it wrote stays in the cache.

    The cache is the folder that ``W2V_CACHE_DIR`` names, else the user's cache folder. A text
    that was changed is read anew.

    Parameters
    ----------
    path, min_count, max_vocab, progress
        See `encode_file`.

    Returns
    -------
    corpus : numpy.memmap of int32, shape (tokens,)
        Read from the file as it is used.
    word_to_id, id_to_word : dict
        From word to id and back.

    Raises
    ------
    OSError, TypeError, ValueError
        As `encode_file` does.
    """
    path = Path(path)
    source = _source(path)
    folder = cache_folder() / "texts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(
            f"the word ids of {path} need a folder, but {folder} cannot be made: {error}. "
            "Set W2V_CACHE_DIR to one that can be written to"
        ) from error
    key = json.dumps([str(path.resolve()), min_count, max_vocab])
    out = folder / f"{path.stem}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.npy"
    with suppress(FileNotFoundError, ValueError):  # not there yet, or damaged
        if _read_about(out).get("source") == source:
            return load_encoded(out)
    if progress:
        print(f"{path} becomes word ids, which stay in {out}.")
    return encode_file(path, out, min_count, max_vocab, progress=progress)


def _vocab_path(out):
    return out.with_suffix(".vocab.json")


def _source(path):
    """Return what tells a file from its later versions."""
    status = path.stat()
    return {"path": str(path.resolve()), "bytes": status.st_size, "changed": status.st_mtime_ns}


def _read_about(out):
    vocab = _vocab_path(out)
    try:
        about = json.loads(vocab.read_bytes())
    except FileNotFoundError:
        raise FileNotFoundError(f"{out} should have its vocabulary in {vocab}") from None
    except ValueError as error:
        raise ValueError(f"{vocab} is damaged: {error}. Encode the text anew") from error
    if not isinstance(about, dict):
        raise ValueError(f"{vocab} is damaged: it should hold an object. Encode the text anew")
    return about


def _words(path, seen):
    """Yield the words of a text, a list for each block."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""  # a word that may go on in the next block
    with open(path, "rb") as file:
        position = len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0
        file.seek(position)
        block = True
        while block:
            block = file.read(BLOCK)
            begun = len(decoder.getstate()[0])  # bytes of a letter that is cut in two
            try:
                text = rest + decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                at = position - begun + error.start
                raise ValueError(
                    f"{path} must be a text file in UTF-8, but byte {at:,} "
                    f"is 0x{error.object[error.start]:02x}: {error.reason}"
                ) from None
            position += len(block)
            rest = _last_word(text) if block else ""
            if len(rest) > LONGEST_WORD:
                raise ValueError(
                    f"{path} must be a text of words with white space between them, but more than "
                    f"{LONGEST_WORD:,} letters without any came before byte {position:,}"
                )
            yield split_words(text[: len(text) - len(rest)])
            seen.update(len(block))


def _last_word(text):
    """Return what stands after the last white space."""
    return "" if not text or text[-1].isspace() else text.rsplit(maxsplit=1)[-1]


def _vocabulary(counts, min_count, max_vocab):
    """Return what each word becomes: itself, or ``<unk>``."""
    kept = {word: n for word, n in counts.items() if n >= min_count and word != UNKNOWN}
    if max_vocab is not None and len(kept) + (len(kept) < len(counts)) > max_vocab:
        # sorted leaves those that are equally frequent in order of first appearance
        most = sorted(kept, key=kept.__getitem__, reverse=True)
        kept = dict.fromkeys(most[: max_vocab - 1])
    return {word: word if word in kept else UNKNOWN for word in counts}


def _write_ids(file, path, id_of, tokens, seen):
    """Write the ids of a text as an ``.npy`` file, and return their checksum."""
    header = {"descr": "<i4", "fortran_order": False, "shape": (tokens,)}
    np.lib.format.write_array_header_1_0(file, header)
    checksum, written = 0, 0
    changed = f"{path} changed while it was read: encode it anew"
    for words in _words(path, seen):
        try:
            ids = np.fromiter(map(id_of.__getitem__, words), dtype="<i4", count=len(words))
        except KeyError:
            raise ValueError(changed) from None
        checksum = zlib.crc32(ids, checksum)
        written += len(ids)
        file.write(ids)
    if written != tokens:
        raise ValueError(changed)
    return checksum


def _checksum(corpus):
    checksum = 0
    for start in range(0, len(corpus), BLOCK):
        checksum = zlib.crc32(np.ascontiguousarray(corpus[start : start + BLOCK]), checksum)
        give_back(corpus)
    return checksum


class _Silent:
    def update(self, n):
        """Nothing is shown, so nothing moves on."""

    def close(self):
        """Nothing was shown, so nothing is closed."""
