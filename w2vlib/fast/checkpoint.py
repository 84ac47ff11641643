"""Checkpoints: a training run on disk, from which it goes on as if it had never stopped."""

import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from w2vlib.vector_formats.replacing import replacing

FORMAT = 1

# what zipfile, zlib and NumPy raise on bytes that are no .npz
DAMAGE = (ValueError, OSError, EOFError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error)


@dataclass
class Checkpoint:
    """Where a run stands after a whole number of pieces.

    Parameters
    ----------
    about : dict
        What the run is; see `describe`.
    word_vecs, output_vecs : ndarray of float32, shape (V, H)
        The weights.
    losses : ndarray of float, shape (pieces,)
        The loss of each piece that is done.
    examples : ndarray of int, shape (pieces,)
        How many targets each of them trained.
    seconds : float
        Time spent training.
    """

    about: dict
    word_vecs: np.ndarray
    output_vecs: np.ndarray
    losses: np.ndarray
    examples: np.ndarray
    seconds: float


def describe(engine, settings, counts, tokens, checksum):
    """Return what makes a run this one and no other, as names with plain values.

    Parameters
    ----------
    engine : object
        Who trains.
    settings : Settings
        With nothing left open. The number of threads may change from stop to stop.
    counts : ndarray of int, shape (V,)
        How often each word id occurs.
    tokens, checksum : int
        Length of the corpus, and the checksum of its ids.
    """
    settings = asdict(settings)
    del settings["threads"]
    digest = zlib.crc32(np.ascontiguousarray(counts, dtype="<i8"))
    corpus = {"tokens": tokens, "counts": digest, "order": checksum}
    return {
        "engine": engine.name,
        "piece_words": int(engine.piece_words),
        **settings,
        "corpus": corpus,
    }


def save_checkpoint(path, checkpoint):
    """Write a checkpoint all at once: killed halfway, it leaves the older one.

    Parameters
    ----------
    path : str or os.PathLike
        An ``.npz`` file.
    checkpoint : Checkpoint
        What to write.
    """
    about = json.dumps({"format": FORMAT, "seconds": checkpoint.seconds, **checkpoint.about})
    with replacing(Path(path)) as [file]:
        np.savez(
            file,
            about=np.array(about),
            word_vecs=checkpoint.word_vecs,
            output_vecs=checkpoint.output_vecs,
            losses=checkpoint.losses,
            examples=checkpoint.examples,
        )


def load_checkpoint(path):
    """Read a checkpoint.

    Parameters
    ----------
    path : str or os.PathLike
        A file that `save_checkpoint` wrote.

    Returns
    -------
    checkpoint : Checkpoint

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is damaged, or no checkpoint.
    """
    with open(path, "rb") as file:
        try:
            with np.load(file, allow_pickle=False) as saved:
                arrays = {name: saved[name] for name in saved.files}
        except DAMAGE as error:
            raise ValueError(f"{path} is damaged, or no checkpoint: {error}") from error
    try:
        about = json.loads(arrays.pop("about").item())
        version, seconds = about.pop("format"), about.pop("seconds")
        checkpoint = Checkpoint(about, seconds=float(seconds), **arrays)
        checkpoint.about["seed"] = int(about["seed"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{path} is an .npz file, but no checkpoint: {error}") from error
    if version != FORMAT:
        raise ValueError(f"{path} must be a checkpoint of format {FORMAT}, but its is {version}")
    return checkpoint


def check_same_run(path, checkpoint, about, pieces):
    """Raise ``ValueError``, with the names of what differs, unless `about` fits the checkpoint.

    Parameters
    ----------
    path : str or os.PathLike
        For the message.
    checkpoint : Checkpoint
        What was loaded.
    about : dict
        What `describe` says of the run that wants to go on.
    pieces : int
        How many pieces it has in all.
    """
    before = checkpoint.about
    if before.get("corpus") != about["corpus"]:
        raise ValueError(
            f"{path} is the checkpoint of another corpus: "
            f"{_difference(before.get('corpus') or {}, about['corpus'])}"
        )
    names = [name for name in {**about, **before} if about.get(name) != before.get(name)]
    if names:
        raise ValueError(
            f"{path} is the checkpoint of a run with "
            f"{', '.join(f'{name}={before.get(name)!r}' for name in names)}, but "
            f"{', '.join(f'{name}={about.get(name)!r}' for name in names)} came; "
            "go on with the same settings, or begin anew without resume"
        )
    shape = about["vocab_size"], about["hidden_size"]
    weights = checkpoint.word_vecs, checkpoint.output_vecs
    if any(W.shape != shape or W.dtype != np.float32 for W in weights):
        raise ValueError(
            f"{path} is damaged: its weights should be float32 of shape {shape}, but "
            f"{weights[0].dtype} of {weights[0].shape} and {weights[1].dtype} of "
            f"{weights[1].shape} came"
        )
    losses, examples = checkpoint.losses, checkpoint.examples
    if losses.ndim != 1 or losses.shape != examples.shape or len(losses) > pieces:
        raise ValueError(
            f"{path} is damaged: it should hold one loss for each of at most {pieces} pieces, but "
            f"its losses and examples have the shapes {losses.shape} and {examples.shape}"
        )


def _difference(before, now):
    if before.get("tokens") != now["tokens"]:
        return f"that one has {before.get('tokens')} words, this one {now['tokens']}"
    if before.get("counts") != now["counts"]:
        return f"both have {now['tokens']} words, but not the same ones"
    return "both have the same words, but in another order"
