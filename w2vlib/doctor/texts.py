"""Which texts there are to train on, and whether what is made of them can be kept."""

import os
import tempfile

from w2vlib.doctor.finding import Finding


def look_at_texts():
    """Yield what there is to say of the corpora and of the cache folder."""
    try:
        from w2vlib import ptb
        from w2vlib._cache import cache_folder
    except ImportError:
        return  # a package is missing, as has been said
    yield _look_at_treebank(ptb)
    yield look_at_cache(cache_folder())


def _look_at_treebank(ptb):
    if ptb.is_available():
        return Finding("corpora", True, "the Penn Treebank is here, and the toy treebank always")
    if os.environ.get("W2V_PTB_DIR"):
        # names a folder, and something is wrong with it: loading says what
        try:
            ptb.load_data()
        except ptb.CorpusError as error:
            return Finding("corpora", False, str(error), remedy="Correct W2V_PTB_DIR, or unset it.")
    return Finding(
        "corpora",
        False,
        "the toy treebank is here; the Penn Treebank is not",
        needed=False,
        remedy="If you have ptb.train.txt and its two companions, set W2V_PTB_DIR to their folder.",
    )


def look_at_cache(folder):
    """Return whether files can be written to the cache folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding(
            "cache",
            False,
            f"{folder} cannot be written to ({error.strerror}): what could be kept is made anew "
            "each time",
            needed=False,
            remedy="Set W2V_CACHE_DIR to a folder that can be written to.",
        )
    return Finding("cache", True, f"{folder} can be written to")
