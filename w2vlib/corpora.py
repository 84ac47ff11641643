"""Corpora by name: the toy treebank, the Penn Treebank, or any text file."""

from pathlib import Path

from w2vlib import ptb, toy_treebank
from w2vlib.preprocess import preprocess


def load_corpus(name="auto"):
    """Load a corpus as word ids.

    Parameters
    ----------
    name : str
        ``"toy"``, ``"ptb"``, the path of a text file in UTF-8, or ``"auto"``: the Penn
        Treebank if it is on this computer, else the toy treebank.

    Returns
    -------
    corpus : ndarray of int, shape (tokens,)
    word_to_id, id_to_word : dict
        From word to id and back.
    title : str
        What was loaded, in a few words.

    Raises
    ------
    FileNotFoundError
        If there is neither a corpus nor a file of that name.
    ValueError
        If the file holds no words, or is not text.
    CorpusError
        If the Penn Treebank is asked for and cannot be had.

    Examples
    --------
    >>> corpus, word_to_id, id_to_word, title = load_corpus("toy")
    >>> len(corpus), title
    (100000, 'the toy treebank')
    """
    if name == "auto":
        name = "ptb" if ptb.is_available() else "toy"
    if name == "toy":
        return *toy_treebank.load_data("train"), "the toy treebank"
    if name == "ptb":
        return *ptb.load_data("train"), "the Penn Treebank"
    path = Path(name)
    if not path.is_file():
        raise FileNotFoundError(f"the corpus must be toy, ptb or a text file, but {name!r} came")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{name} must be a text file in UTF-8, but {error}") from None
    return *preprocess(text), str(path)
