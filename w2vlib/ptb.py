"""PTB: the Penn Treebank text as word ids, found on this computer or downloaded once.

The text belongs to the Linguistic Data Consortium and is no part of this library. It
is looked for in the folder named by the environment variable ``W2V_PTB_DIR``, then in
the user's cache folder (``W2V_CACHE_DIR`` names another), and then downloaded.
"""

import hashlib
import io
import os
import uuid
import warnings
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import numpy as np
from tqdm import tqdm

from w2vlib._cache import cache_folder
from w2vlib.preprocess import build_vocab

URL = "https://raw.githubusercontent.com/tomsercu/lstm/master/data/"
SHA256 = {
    "train": "fcea919f6cf83f35d4d00c6cbf08040d13d4155226340912e2fef9c9c4102cbf",
    "valid": "c9fe6985fe0d4ccb578183407d7668fc6066c20700cb4cf87d8ff1cc34df1bf2",
    "test": "dd65dff31e70846b2a6030a87482edcd5d199130cdcfa1f3dccbb033728deee0",
}
TIMEOUT = 30.0  # seconds without a byte before a download is given up
MAX_BYTES = 20_000_000  # no file of the corpus is a third of this


class CorpusError(OSError):
    """The Penn Treebank text is missing, altered or out of reach."""


def load_data(data_type="train"):
    """Load one part of the Penn Treebank as word ids.

    Each line's end is the word ``<eos>``. All three parts use the ids of the training
    text, which count from 0 in its order of first appearance.

    Parameters
    ----------
    data_type : {"train", "valid", "val", "test"}
        The part to load; "val" is short for "valid".

    Returns
    -------
    corpus : ndarray of int64, shape (tokens,)
        929,589 tokens for "train".
    word_to_id : dict of str to int
        The id of each of the 10,000 words.
    id_to_word : dict of int to str
        The inverse of `word_to_id`.

    Raises
    ------
    ValueError
        If `data_type` is not one of the names above.
    CorpusError
        If the text cannot be had, or is not the text it should be.

    Examples
    --------
    >>> corpus, word_to_id, id_to_word = load_data("train")  # doctest: +SKIP
    >>> len(corpus), len(word_to_id), word_to_id["the"]  # doctest: +SKIP
    (929589, 10000, 32)
    >>> load_data("trian")
    Traceback (most recent call last):
    ...
    ValueError: data_type must be 'train', 'valid', 'val' or 'test', but 'trian' came
    """
    part = _part(data_type)
    ids, words = _load(part)
    id_to_word = dict(enumerate(words if part == "train" else _load("train")[1]))
    word_to_id = {word: id_ for id_, word in id_to_word.items()}
    # A part comes with ids of its own; the training text's ids take their place.
    return np.array([word_to_id[word] for word in words])[ids], word_to_id, id_to_word


def is_available(data_type="train"):
    """Tell whether `load_data` would succeed without the network.

    Parameters
    ----------
    data_type : {"train", "valid", "val", "test"}
        The part to look for.

    Returns
    -------
    available : bool
        False also where ``W2V_PTB_DIR`` names a wrong folder or an altered text.

    Raises
    ------
    ValueError
        If `data_type` is not one of the names above.
    """
    parts = {"train", _part(data_type)}
    try:
        return all(_text_in_folder(p) or _read_ids(p) or _text_in_cache(p) for p in parts)
    except CorpusError:
        return False


def _part(data_type):
    part = "valid" if data_type == "val" else data_type
    if part not in SHA256:
        raise ValueError(
            f"data_type must be 'train', 'valid', 'val' or 'test', but {data_type!r} came"
        )
    return part


def _load(part):
    """Return a part's tokens as its own ids, shape (tokens,), and its words by id."""
    text = _text_in_folder(part)
    found = _read_ids(part)
    if found is None:
        text = text or _text_in_cache(part) or _download(part)
        words = text.decode("utf-8").replace("\n", " <eos> ").split()
        ids, _, id_to_word = build_vocab(words)
        found = ids, list(id_to_word.values())
        _write_ids(part, *found)
    return found


# Where the text is found ------------------------------------------------------------


def _cache_path(part, ending):
    return cache_folder() / f"ptb.{part}.{ending}"


def _sha256(data):
    return hashlib.sha256(data).hexdigest()


def _text_in_folder(part):
    """Return the text in ``W2V_PTB_DIR``, or None where that is not set."""
    folder = os.environ.get("W2V_PTB_DIR")
    if not folder:
        return None
    path = Path(folder).expanduser() / f"ptb.{part}.txt"
    try:
        text = path.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"W2V_PTB_DIR should name a folder that holds {path.name}, but {path} cannot be "
            f"read ({error.strerror}). Correct W2V_PTB_DIR, or unset it to have the text "
            "downloaded."
        ) from error
    _check(text, part, f"{path} (in W2V_PTB_DIR)", "Replace the file, or unset W2V_PTB_DIR.")
    return text


def _text_in_cache(part):
    """Return the text in the cache folder, or None where it is missing or damaged."""
    try:
        text = _cache_path(part, "txt").read_bytes()
    except OSError:
        return None
    return text if _sha256(text) == SHA256[part] else None


def _download(part):
    """Return the text from `URL`, and leave it in the cache folder for the next time."""
    path = _cache_path(part, "txt")
    address = URL + path.name
    remedy = f"Try again later, or get {path.name} another way and set W2V_PTB_DIR to its folder."
    blocks, size = [], 0
    try:
        with (
            urlopen(address, timeout=TIMEOUT) as response,
            tqdm(total=response.length, unit="B", unit_scale=True, desc=path.name) as bar,
        ):
            while size <= MAX_BYTES and (block := response.read1(1 << 16)):
                blocks.append(block)
                size += len(block)
                bar.update(len(block))
    except (OSError, HTTPException) as error:
        if isinstance(error, HTTPError):
            error.close()  # such an error is the server's answer too, still open
        reason = getattr(error, "reason", None) or error
        raise CorpusError(
            f"{address} could not be downloaded: {reason} ({size:,} bytes came). {remedy}"
        ) from error
    text = b"".join(blocks)
    _check(text, part, address, remedy)
    _replace(path, text)
    if not path.exists():
        warnings.warn(
            f"{path} could not be written, so it will be downloaded again next time. "
            "Set W2V_CACHE_DIR to a folder that can be written.",
            stacklevel=4,
        )
    return text


def _check(text, part, source, remedy):
    came = _sha256(text)
    if came != SHA256[part]:
        raise CorpusError(
            f"{source} is not the {part} text of the Penn Treebank, or not all of it: its "
            f"sha256 should be {SHA256[part]}, but {came} came ({len(text):,} bytes). {remedy}"
        )


# The cache of ids -------------------------------------------------------------------


def _seal(part, ids, words):
    """Return a digest that ties ids and words to each other and to their text."""
    head = f"{SHA256[part]} {ids.dtype} {ids.shape} {' '.join(words)}\n"
    return _sha256(head.encode() + ids.tobytes())


def _read_ids(part):
    """Return ids and words from the cache, or None where they are not there or not right."""
    try:
        data = io.BytesIO(_cache_path(part, "npz").read_bytes())
        with np.load(data, allow_pickle=False) as saved:
            ids, words, seal = saved["ids"], saved["words"].tolist(), saved["seal"].item()
        if seal == _seal(part, ids, words):
            return ids, words
    except Exception:  # whatever is wrong with the file, the text can make it anew
        pass
    return None


def _write_ids(part, ids, words):
    data = io.BytesIO()
    np.savez_compressed(data, ids=ids, words=words, seal=_seal(part, ids, words))
    _replace(_cache_path(part, "npz"), data.getvalue())


def _replace(path, data):
    """Write a file of the cache whole or not at all.

    Processes that write the same file at once each write one of their own, and the last
    to rename it wins. A cache that cannot be written costs time and nothing else, so
    that is no error.
    """
    temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(data)
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError:
        pass
